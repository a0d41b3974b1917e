"""The person's ``config.yaml``: theme, keys, motion. What is wrong in it is told; the rest holds.

Textual takes any keymap and silently drops what it can't use, or what another key already does. So
the keys are checked here, each with its place in the file.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.finding import Degree, Finding
from contacts_tui.app.actions import ACTIONS, Action, Place
from contacts_tui.app.key_names import canonical, is_of_fields, key_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from contacts_store.document.nodes import Mapping as MappingNode
    from contacts_store.document.nodes import Node
    from contacts_tui.app.clipboard import Way
    from contacts_tui.app.opening import Scheme
    from contacts_tui.app.own_commands import OwnCommand

_KNOWN_KEYS = ("store", "theme", "keys", "motion", "clipboard", "open", "commands")
"""``store`` is for whoever looks for the store; see ``contacts_store.settings.find_store``."""
_MOTIONS = ("full", "reduced")
_NONE = "none"
"""In place of a key: the action shall have none; the palette has it still."""
_WAYS_OUT = ("search.clear", "palette.open")
"""Actions that must have a key, also where one types."""
_SHARED = (
    {Place.LISTS, Place.CONTACTS},
    {Place.LISTS, Place.TAGS},
    *({Place.EVERYWHERE, place} for place in (Place.LISTS, Place.CONTACTS, Place.DETAILS)),
)
"""Places whose keys are live at once. The tags pane may give a key of everywhere a meaning of its own."""


class Configuration(NamedTuple):
    """What the file says."""

    theme: str = ""
    """A theme's name; empty chooses by the terminal."""
    keymap: Mapping[str, str] = MappingProxyType({})
    """Comma-separated keys by action id, only good ones; empty for an action that shall have none."""
    is_motion_reduced: bool = False
    """Whether nothing shall slide or fade."""
    clipboard: Way = "auto"
    """How texts are copied: by the desktop's program where there is one, or through the terminal."""
    openers: Mapping[Scheme, tuple[str, ...]] = MappingProxyType({})
    """Command templates that open things, see ``own_commands``."""
    commands: tuple[OwnCommand, ...] = ()
    """Commands of the person's own."""
    problems: tuple[Finding, ...] = ()
    is_readable: bool = True
    """Whether the file could be understood at all."""


def read_configuration(path: Path) -> Configuration:
    """Read the file; a missing one is an empty one.

    Args:
        path: see ``contacts_store.locations.config_file``.
    """
    if not path.is_file():
        return Configuration()
    from contacts_store.document.error import DocumentError
    from contacts_store.document.outline import read_outline

    try:
        data = path.read_bytes()
        if says_nothing(data):
            return Configuration()
        root = read_outline(data)
    except DocumentError as problem:
        place = problem.line, problem.column
        found = Finding(Degree.ERROR, str(path), *place, "", problem.message, problem.remedy)
    except OSError as problem:
        found = Finding(
            Degree.ERROR, str(path), 0, 0, "", problem.strerror or str(problem), "make it readable"
        )
    else:
        return _Reader(path).read(root)
    return Configuration(problems=(found,), is_readable=False)


def says_nothing(data: bytes) -> bool:
    """Tell whether a file has nothing but comments and blank lines, which is no YAML mapping."""
    return all(line.strip()[:1] in {b"", b"#"} for line in data.splitlines())


def clash(keys: Mapping[str, str]) -> Iterator[tuple[Action, Action, str]]:
    """Yield (action, other action, key) where two actions that are live at once have the same key.

    Args:
        keys: comma-separated keys by action id, for every action.
    """
    owners: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in filter(None, keys[action.id].split(",")):
            for other in owners.setdefault(canonical(key), []):
                if action.place == other.place or {action.place, other.place} in _SHARED:
                    yield action, other, key
            owners[canonical(key)].append(action)


class _Reader:
    """Reads one file, collecting what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._problems: list[Finding] = []

    def read(self, root: MappingNode) -> Configuration:
        for name, _ in root.entries():
            if name.value not in _KNOWN_KEYS:
                self._complain(name, name.value or "", "not known here", _near(name.value or "", _KNOWN_KEYS))
        theme, keys, motion = root.get("theme"), root.get("keys"), root.get("motion")
        clipboard = root.get("clipboard")
        keymap = self._keymap(keys) if keys else {}
        return Configuration(
            theme=self._text(theme, "theme") if theme else "",
            keymap=keymap,
            is_motion_reduced=self._motion(motion) if motion else False,
            clipboard=self._clipboard(clipboard) if clipboard else "auto",
            openers=self._openers(root.get("open")),
            commands=self._commands(root.get("commands"), keymap),
            problems=tuple(self._problems),
        )

    def _motion(self, node: Node) -> bool:
        text = self._text(node, "motion")
        if text not in {"", *_MOTIONS}:
            self._complain(node, "motion", f"{text!r} is no kind of motion", f"write {' or '.join(_MOTIONS)}")
        return text == "reduced"

    def _clipboard(self, node: Node) -> Way:
        from contacts_tui.app.clipboard import WAYS

        text = self._text(node, "clipboard")
        found = next((way for way in WAYS if way == text), None)
        if text and found is None:
            self._complain(node, "clipboard", f"{text!r} is no way to copy", f"write {', '.join(WAYS)}")
        return found or "auto"

    def _openers(self, node: Node | None) -> Mapping[Scheme, tuple[str, ...]]:
        if node is None:
            return {}
        from contacts_tui.app.own_commands import read_openers

        return read_openers(node, self._complain)

    def _commands(self, node: Node | None, keymap: Mapping[str, str]) -> tuple[OwnCommand, ...]:
        if node is None:
            return ()
        from contacts_tui.app.own_commands import read_commands

        keys = {action.id: keymap.get(action.id, action.keys) for action in ACTIONS}
        taken = {canonical(key): id_ for id_, each in keys.items() for key in filter(None, each.split(","))}
        return read_commands(node, taken, self._complain)

    def _keymap(self, node: Node) -> dict[str, str]:
        from contacts_store.document.nodes import Mapping as MappingNode
        from contacts_store.document.nodes import resolved

        mapping = resolved(node)
        if not isinstance(mapping, MappingNode):
            self._complain(node, "keys", "action: key lines belong here", "as in   contact.edit: enter")
            return {}
        defaults = {action.id: action.keys for action in ACTIONS}
        wanted: dict[str, tuple[str | None, Node]] = {}
        for name, value in mapping.entries():
            if name.value in defaults:
                wanted[name.value] = (self._keys(value, name.value), value)
            else:
                self._complain(
                    name, f"keys.{name.value}", "no such action", _near(name.value or "", defaults)
                )
        keymap = {id_: keys for id_, (keys, _) in wanted.items() if keys is not None}
        for action, other, key in clash(defaults | keymap):
            loser = action if action.id in keymap else other
            winner = other if loser is action else action
            if keymap.pop(loser.id, None):
                message = f"{key} already does {winner.id} ({winner.help})"
                self._complain(
                    wanted[loser.id][1], f"keys.{loser.id}", message, "give one of them another key"
                )
        return keymap

    def _keys(self, node: Node, action_id: str) -> str | None:
        """Return the keys that a line gives an action, empty for none; None after a complaint."""
        where = f"keys.{action_id}"
        text = self._text(node, where)
        keys = [] if text == _NONE else [key.strip() for key in text.split(",")]
        problem = next(filter(None, map(key_problem, keys)), None) if text else None
        if text and not problem and action_id in _WAYS_OUT and all(map(is_of_fields, keys)):
            message = f"a field that one types into needs {text}" if keys else "it needs a key"
            problem = (message, "give it one such as escape, f2 or ctrl+g")
        if problem:
            self._complain(node, where, *problem)
        return None if problem or not text else ",".join(keys)

    def _text(self, node: Node, where: str) -> str:
        from contacts_store.document.nodes import Scalar, resolved

        scalar = resolved(node)
        if isinstance(scalar, Scalar) and scalar.value:
            return scalar.value
        self._complain(node, where, "a text is missing here", "write it behind the colon")
        return ""

    def _complain(self, node: Node, where: str, message: str, remedy: str) -> None:
        place = node.start.line + 1, node.start.column + 1
        self._problems.append(Finding(Degree.ERROR, str(self._path), *place, where, message, remedy))


def _near(text: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(text, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "remove it"
