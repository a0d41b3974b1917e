"""Contacts as JSON and YAML: the shapes that go out, and reading what comes in."""
