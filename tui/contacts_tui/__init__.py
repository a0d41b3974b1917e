"""The front ends of contacts-tui: the full-screen app and the command line."""
