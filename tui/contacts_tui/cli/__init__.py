"""The command line: everything that the app can do to data, as commands for people and scripts.

Results go to stdout, all else to stderr. No module here imports textual, and each command's module
is imported only when it is called: other programs run some of these on every key press.
"""
