"""Widgets that draw and post messages; none of them knows the store."""
