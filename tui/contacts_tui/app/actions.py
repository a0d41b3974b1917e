"""Every action of the main screen, once: key bindings, the palette and the help are made from this table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App


_NO_KEY = "no key: "
"""Begins the name of a key that no keyboard has."""


class Place(StrEnum):
    """Where a key works; the value is the heading in the help."""

    EVERYWHERE = "Everywhere"
    LISTS = "Moving in a list"
    CONTACTS = "Contacts"
    TAGS = "Tags"
    DETAILS = "Details"


class Action(NamedTuple):
    """Something a key does."""

    id: str
    """Its name in the configuration's ``keys``; never renamed."""
    keys: str
    """Default keys, comma-separated, as Textual names them."""
    label: str
    """Two words or three, for the footer and the palette."""
    help: str
    call: str = ""
    """The Textual action behind it; empty: the command of this id (``commands``)."""
    place: Place = Place.EVERYWHERE
    in_footer: bool = False
    is_command: bool = True
    """Whether the palette offers it; movement stays out."""
    is_immediate: bool = False
    """Whether it is done before the next key of the same burst is handed on, not when its turn comes."""

    @property
    def textual_action(self) -> str:
        """What Textual is to run: commands belong to the screen, also where a pane has their key."""
        command = f"command('{self.id}')"
        return self.call or (command if self.place is Place.EVERYWHERE else f"screen.{command}")


# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("search.focus", "slash", "Search", "search as you type, in every field",
           "search", in_footer=True, is_immediate=True),
    Action("search.save", "ctrl+s", "Save search", "save what stands in the search bar under a name"),
    Action("search.forget", "ctrl+d", "Forget search", "forget the saved search that the list shows"),
    Action("contact.new", "n", "New", "new contact", in_footer=True),
    Action("contact.paste", "P", "Paste as new",
           "new contact from what was copied: a signature, a mailbox, a vCard, JSON"),
    Action("contact.edit", "e", "Edit", "edit the contact in a form", in_footer=True),
    Action("contact.open", "E", "Editor",
           "open the file in $EDITOR, at its first finding"),
    Action("contact.delete", "d", "Delete", "move the marked, or this one, to the trash",
           in_footer=True),
    Action("contact.restore", "u", "Restore",
           "in the trash: take the marked, or this one, out", in_footer=True),
    Action("contact.purge", "X", "Delete for good",
           "in the trash: delete from the disk; asks first", in_footer=True),
    Action("contact.tags", "t", "Tag", "choose the tags of the marked, or of this one", in_footer=True),
    Action("copy.value", "y", "Copy", "copy the value at the cursor of Details; elsewhere choose"),
    Action("copy.menu", "Y", "Copy …", "choose what to copy: name, number, address, vCard, YAML, JSON, file"),
    Action("contact.bulk", "b", "Bulk", "change the marked, or this one, with a preview by field"),
    Action("open.menu", "o", "Open …", "write, call, send a message, visit a web address, QR code"),
    Action("open.qr", "Q", "QR code", "the contact's vCard as a code for a phone's camera"),
    Action("import.file", "i", "Import", "take contacts in from a file, after a look at what would change"),
    Action("export.file", "x", "Export", "write the marked, or those shown, into a file"),
    Action("history.undo", "z", "Undo", "take the last change back", in_footer=True),
    Action("history.redo", "Z", "Redo", "do it again after all"),
    Action("history.show", "h", "History", "what was done to this contact, and put it back"),
    Action("view.trash", "T", "Trash", "show the trash; again: all contacts"),
    Action("view.sort", "s", "Sort", "by which field the list is sorted; again: the other way round"),
    Action("view.columns", "C", "Columns", "which columns the list has, in which order, how wide"),
    Action("view.widen", "greater_than_sign", "Wider pane", "make this pane wider; the mouse drags borders"),
    Action("view.narrow", "less_than_sign", "Narrower pane", "make this pane narrower"),
    Action("view.even", "equals_sign", "Even panes", "the panes as wide as they were at first"),
    Action("findings.show", "exclamation_mark", "Findings", "what is wrong with files, and where",
           in_footer=True),
    Action("duplicates.show", "D", "Duplicates", "who is probably one person, and merge them"),
    Action("pane.tags", "1", "Tags pane", "go to the tags", "pane(0)", is_command=False),
    Action("pane.contacts", "2", "Contacts pane", "go to the contacts", "pane(1)", is_command=False),
    Action("pane.details", "3", "Details pane", "go to the details", "pane(2)", is_command=False),
    Action("pane.next", "tab", "Next pane", "next pane", "next_pane(1)", is_command=False),
    Action("pane.previous", "shift+tab", "Previous pane", "previous pane",
           "next_pane(-1)", is_command=False),
    Action("store.rescan", "R", "Rescan", "look at every file again"),
    Action("theme.choose", "ctrl+t", "Theme", "choose the colours"),
    Action("palette.open", "ctrl+p", "Commands", "find any command or contact by name",
           "app.command_palette", is_command=False),
    Action("help.show", "question_mark", "Help", "the keys of this pane", in_footer=True),
    Action("app.quit", "q", "Quit", "quit", "app.quit", in_footer=True),
    Action("search.clear", "escape", "Back", "end range, search, choice of tags, marks",
           "back", in_footer=True, is_command=False),
    Action("list.down", "j,down", "Down", "one down", "down", place=Place.LISTS, is_command=False),
    Action("list.up", "k,up", "Up", "one up", "up", place=Place.LISTS, is_command=False),
    Action("list.page_down", "pagedown,ctrl+f", "Page down", "a page down",
           "page_down", place=Place.LISTS, is_command=False),
    Action("list.page_up", "pageup,ctrl+b", "Page up", "a page up",
           "page_up", place=Place.LISTS, is_command=False),
    Action("list.first", "g,home", "First", "to the first", "first", place=Place.LISTS, is_command=False),
    Action("list.last", "G,end", "Last", "to the last", "last", place=Place.LISTS, is_command=False),
    Action("list.choose", "enter", "Open", "go on to the next pane",
           "choose", place=Place.LISTS, is_command=False),
    Action("mark.toggle", "space", "Mark", "mark or unmark, and move on",
           "toggle_mark", place=Place.CONTACTS, in_footer=True),
    Action("mark.range", "v", "Mark range", "begin a range; again: mark up to here",
           "mark_range", place=Place.CONTACTS),
    Action("mark.all", "asterisk", "Mark all", "mark all shown; again: none",
           "mark_all", place=Place.CONTACTS),
    Action("tag.choose", "space", "Choose tag", "have this tag; again: not have it; again: either",
           "choose_tag", place=Place.TAGS, in_footer=True),
    Action("tag.match_all", "ampersand", "All of them", "contacts with all of the chosen tags",
           "match(False)", place=Place.TAGS),
    Action("tag.match_any", "vertical_line", "Any of them", "contacts with any of the chosen tags",
           "match(True)", place=Place.TAGS),
    Action("tag.new", "n", "New tag", "new tag", place=Place.TAGS, in_footer=True),
    Action("tag.edit", "e", "Edit tag", "rename or recolour the tag", place=Place.TAGS, in_footer=True),
    Action("tag.delete", "d", "Delete tag", "delete the tag; its contacts stay",
           place=Place.TAGS, in_footer=True),
    Action("details.down", "j,down", "Down", "next value, or scroll down",
           "down", place=Place.DETAILS, is_command=False),
    Action("details.up", "k,up", "Up", "previous value, or scroll up",
           "up", place=Place.DETAILS, is_command=False),
    Action("details.page_down", "pagedown,ctrl+f", "Page down", "a page down",
           "page_down", place=Place.DETAILS, is_command=False),
    Action("details.page_up", "pageup,ctrl+b", "Page up", "a page up",
           "page_up", place=Place.DETAILS, is_command=False),
    Action("details.first", "g,home", "Top", "to the top",
           "scroll_home", place=Place.DETAILS, is_command=False),
    Action("details.last", "G,end", "Bottom", "to the bottom",
           "scroll_end", place=Place.DETAILS, is_command=False),
    Action("open.value", "enter", "Open", "open this value: write, call, visit, go to the contact or line",
           place=Place.DETAILS),
    Action("contact.primary", "p", "Make primary", "make this number or address the primary one",
           place=Place.DETAILS, in_footer=True),
)
# fmt: on


def actions_at(*places: Place) -> list[Action]:
    """Return the actions of some places, in table order."""
    return [action for action in ACTIONS if action.place in places]


def bindings(*places: Place) -> list[Binding]:
    """Return the key bindings of some places, each under its action's id so that a keymap finds it."""
    return [
        Binding(
            action.keys,
            action.textual_action,
            action.label,
            show=action.in_footer,
            id=action.id,
            tooltip=action.help,
            priority=action.is_immediate,
        )
        for action in actions_at(*places)
    ]


def textual_keymap(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return the person's keys as Textual takes them, which can't leave an action without a key."""
    return {id_: keys or _NO_KEY + id_ for id_, keys in keymap.items()}


def is_pressable(key: str) -> bool:
    """Tell a key from what stands in for it where an action has none."""
    return not key.startswith(_NO_KEY)


def key_signs(app: App[Any], action_id: str, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of an action as the screen writes them; none if the person took them away.

    Args:
        app: the running app, which knows how keys are written.
        action_id: which action.
        keymap: the person's own keys, comma-separated, by action id.
    """
    default = next(action.keys for action in ACTIONS if action.id == action_id)
    keys = [key.strip() for key in keymap.get(action_id, default).split(",")]
    return [app.get_key_display(Binding(key, "")) for key in keys if key]
