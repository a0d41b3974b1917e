"""Probable duplicates: which contacts look like one person, why, and how sure that is."""
