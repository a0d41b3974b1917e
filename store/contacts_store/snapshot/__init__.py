"""The immutable picture of the store that every screen and command reads."""
