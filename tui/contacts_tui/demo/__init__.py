"""A store of invented people to try the program on: the same every time, in many scripts and countries."""
