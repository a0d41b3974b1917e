"""The front ends of contacts-tui: the full-screen app and the command line."""

__version__ = "0.1.0"

VERSION_LINE = f"contacts-tui {__version__}"
"""What ``--version`` prints."""
