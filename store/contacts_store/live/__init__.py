"""Noticing what other programs do to the store: watching, settling what is seen, refreshing the snapshot."""
