"""A live, lossless, searchable store of contacts: one YAML file each, in a folder that people own.

Where to look:

- ``model``     what a contact, a phone number, an e-mail and a tag are, and their rules
- ``document``  the text of one YAML file: reading it with positions, editing it in place
- ``records``   a contact or tag in a document: decoding, findings, the edits a change needs
- ``merge``     what changed between two contacts, and the three-way merge
- ``disk``      reading, scanning, locking and replacing files; the only door to contact files
- ``journal``   what was changed, for undo, redo and the log
- ``snapshot``  the immutable picture that every screen and command reads, and searching it
- ``live``      watching the folder and settling what is seen
- ``interchange``  the JSON and YAML shapes that go in and out
- ``store``     the one object that holds these together

Importing this package, or any module in it, does no input or output.
"""
