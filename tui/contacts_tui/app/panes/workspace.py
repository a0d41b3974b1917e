"""The three panes at work: the view chosen on the left selects the list, the list's cursor the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message

from contacts_store.snapshot.initials import initial
from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.view import View
from contacts_tui.app.arrangement import Arrangement
from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.contacts import ContactsPane
from contacts_tui.app.panes.counting import counts_of_searches
from contacts_tui.app.panes.pane_row import PaneRow
from contacts_tui.app.panes.reading import sections_of
from contacts_tui.app.panes.selecting import arranged, selected
from contacts_tui.app.panes.tags import TagsPane
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from contacts_store.query.query import Query
    from contacts_store.snapshot.ordering import Order, Orders
    from contacts_store.snapshot.row import Row
    from contacts_store.store import Store

_READ_AFTER = 0.04
"""Seconds that the cursor rests on a contact before its file is read; a held key reads nothing."""
_LOADING = "Loading …"
_NO_MATCH = "search.clear", "Nothing matches. {} clears the search."
_EMPTY = {
    "all": ("contact.new", "No contacts yet: {} adds the first one."),
    "untagged": ("", "Every contact has a tag."),
    "trash": ("", "The trash is empty."),
    "broken": ("", "No file is broken."),
    "search": ("", "This search finds nobody."),
    "tag": ("contact.tags", "No contact has this tag: {} gives it one."),
    "tags": ("search.clear", "No contact has these tags. {} clears the choice."),
}
"""What an empty list says of its view, and the action whose key it names."""


def _initial_of_name(row: Row) -> str:
    return initial(row.folded[:1])


class Workspace(PaneRow):
    """The panes and what flows between them."""

    class Shown(Message):
        """Other rows are in the list, or it stands on another view."""

        def __init__(self, shown: int, total: int, *, is_all: bool) -> None:
            """Take how many rows are shown, of how many, and whether the search has come to its end."""
            super().__init__()
            self.shown = shown
            self.total = total
            self.is_all = is_all

    def __init__(self, key_of: Callable[[str], str]) -> None:
        """Take what tells the key of an action, by its id."""
        super().__init__()
        self._key_of = key_of
        self._store: Store | None = None
        self.snapshot = Snapshot()
        """The state of the store that is shown."""
        self._query: Query | None = None
        self._terms: tuple[str, ...] = ()  # folded, of the query that the list shows
        self._listed = Snapshot()
        self._orders: Orders | None = None  # made by the first order that is chosen
        self._initial: Callable[[Row], str] | None = None  # of the letters in the list that is shown next
        self._to_top = False  # the cursor is to go to the first row of the next list
        self._read_timer: Timer | None = None
        self._read_row: Row | None = None
        self._left: Arrangement | None = None  # to be gone back to, once the store is loaded
        self._wanted = ""  # the id that the cursor is to go to, once a list has it
        self.view = View.all()
        """Which contacts the list is about."""
        self.contacts.empty_text = Content(_LOADING)

    def open(self, store: Store) -> None:
        """Take the store that details are read from."""
        self._store = store

    @property
    def arrangement(self) -> Arrangement:
        """What is worth remembering of the panes."""
        if self._left is not None:
            return self._left
        tag, contact = self.tags.current, self.contacts.current
        return Arrangement(
            order=self.contacts.order,
            view=tag.view if tag else View.all(),
            choice=self.tags.choice,
            contact=contact.id if contact else "",
            columns=self.contacts.wishes,
            widths=self.widths,
        )

    def resume(self, left: Arrangement) -> None:
        """Have the panes as they were left; before anything is shown."""
        self._left = left
        self.contacts.wishes = left.columns
        self.widths = left.widths
        if left.order is not None:
            self._set_order(left.order)

    def _go_back_to(self, left: Arrangement) -> None:
        """Choose what was chosen, unless the person began with something else while the store was loading."""
        if self.tags.cursor or self.tags.choice or self.contacts.cursor or self._query:
            return
        self.tags.select(left.view)
        self.tags.choose(left.choice.among([tag.id for tag in self.snapshot.tags]))
        self.view = self.tags.view or self.view
        row = self.snapshot.row(left.contact)
        if row is not None and (self.view.kind == "search" or self.view.of((row,))):
            self._wanted = left.contact

    def show_first(self, snapshot: Snapshot) -> None:
        """Show rows before the store is opened: neither counts nor tags are known yet."""
        self.snapshot = snapshot
        rows = snapshot.select(self.view)
        self.contacts.measure(rows)
        self.contacts.show_rows(rows, snapshot, initial=_initial_of_name)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show another state of the store; cursors, marks, search and focus stay."""
        if snapshot.tags != self.snapshot.tags:
            self._read_row = None
        self.snapshot = snapshot
        self.tags.show_snapshot(snapshot)
        if snapshot.is_complete:
            self.contacts.measure(snapshot.select(View.all()))
        if snapshot.is_complete and self._left is not None:
            self._go_back_to(self._left)
            self._left = None
        if snapshot.is_complete and snapshot.saved.queries:
            self._count_searches()
        self._select(at_top=False)

    def search(self, query: Query | None) -> None:
        """Narrow the list to what a query matches. Ending a search (None) keeps the contact at the cursor."""
        if query != self._query:
            self._query = query
            self._select(at_top=bool(query))

    def sort(self, order: Order | None) -> None:
        """Have the list in an order; None: by name, and the best match first."""
        if order != self.contacts.order:
            self._set_order(order)
            self._select(at_top=False)

    def _set_order(self, order: Order | None) -> None:
        from contacts_store.snapshot.ordering import Orders

        self._orders = self._orders or Orders()
        self.contacts.order = order

    def go_to(self, contact_id: str) -> None:
        """Put the cursor on a contact, in a view that has it; a search must have been cleared before."""
        row = self.snapshot.row(contact_id)
        if row is not None:
            self._wanted = contact_id
            if not self.view.of((row,)):
                self.tags.select(View.trash() if row.is_deleted else View.all())
            self._select(at_top=False)
            self.focus_pane(self.contacts)

    @on(TagsPane.CursorMoved, "#tags")
    @on(TagsPane.ChoiceChanged)
    def _view_chosen(self) -> None:
        view = self.tags.view
        if view is not None and view != self.view:
            self.view = view
            self.contacts.range_start = None
            self._select(at_top=True)

    @on(TagsPane.Chosen, "#tags")
    def _go_on_to_contacts(self) -> None:
        self.focus_pane(self.contacts)

    @on(ContactsPane.OrderChosen)
    def _order_chosen(self, event: ContactsPane.OrderChosen) -> None:
        self.sort(event.order)

    @on(ContactsPane.CursorMoved, "#contacts")
    def _contact_chosen(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
        self._read_timer = self.set_timer(_READ_AFTER, self._read_current)

    @work(exclusive=True, group="select")
    async def _select(self, *, at_top: bool) -> None:
        self._to_top |= at_top or (not self._listed.is_complete and self.contacts.cursor == 0)
        view, query = self.snapshot.meant(self.view, self._query)
        self._terms = query.terms if query else ()
        self.details.highlight(self._terms)
        order = self.contacts.order if self.snapshot.is_complete else None
        self._initial = None if query else _initial_of_name
        is_part = False
        # Where the cursor stays on its contact, a part of the list would not do.
        pages = selected(self.snapshot, view, query, in_parts=self._to_top and order is None)
        if order is not None and self._orders is not None:
            pages = arranged(pages, self._orders, order, self.snapshot)
            self._initial = self._orders.initial
        async for rows, is_all in pages:
            self._to_top |= is_part and self.contacts.cursor == 0
            self._list(rows, is_all=is_all)
            is_part = not is_all

    def _list(self, rows: Sequence[Row], *, is_all: bool = True) -> None:
        """Show rows of the current snapshot, view and query."""
        snapshot, view = self.snapshot, self.view
        self._listed = snapshot
        self.contacts.empty_text = Content(_LOADING)
        if not rows and snapshot.is_complete:
            action, words = _NO_MATCH if self._query else _EMPTY[view.kind]
            self.contacts.empty_text = Content(words.format(self._key_of(action)) if action else words)
        self.contacts.show_rows(rows, snapshot, self._terms, initial=self._initial, at_top=self._to_top)
        self._to_top = False
        if self._wanted and any(row.id == self._wanted for row in rows):
            self.contacts.go_to(self._wanted)
            self._wanted = ""
        self.contacts.border_subtitle = drawable(self.tags.label)
        total = snapshot.count(View.all() if view.kind == "search" else view)
        self.post_message(self.Shown(len(rows), total, is_all=is_all))

    @work(exclusive=True, group="count")
    async def _count_searches(self) -> None:
        async for view, count in counts_of_searches(self.snapshot):
            self.tags.show_count(view, count)

    @work(exclusive=True, group="read")
    async def _read_current(self) -> None:
        row = self.contacts.current
        if row is None:
            self._read_row = None
            self.details.show("", ())
        elif self._store is not None and row != self._read_row:
            self.details.show(row.id, await in_thread(sections_of, self._store, row, self.snapshot))
            self._read_row = row
