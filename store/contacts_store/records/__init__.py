"""A contact or a tag in a document: reading it with findings, its row, the edits that a change needs."""
