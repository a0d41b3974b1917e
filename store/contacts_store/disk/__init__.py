"""The only door to contact files: scanning, reading, locking, and replacing without losing a byte."""
