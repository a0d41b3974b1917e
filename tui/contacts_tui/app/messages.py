"""What the store's threads tell the app. Posting a message is safe from any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.snapshot.snapshot import Snapshot


class StoreChanged(Message):
    """The store has a new snapshot; the change set says what is different."""

    def __init__(self, changeset: ChangeSet) -> None:
        super().__init__()
        self.changeset = changeset


class LoadProgressed(Message):
    """A part of the first load is there; a later part replaces an earlier one."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: MessagePump | Message) -> bool:
        """Let a burst of partial snapshots become one."""
        return isinstance(message, LoadProgressed)


class ThemeChosen(Message):
    """The person chose a theme, and will want it next time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class LiveStateChanged(Message):
    """How changes on disk are noticed; empty while all is well."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state
