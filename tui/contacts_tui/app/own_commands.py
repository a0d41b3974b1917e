"""The person's own commands in ``config.yaml``: what opens addresses and numbers, and what keys run.

Both are argument lists with placeholders (``argv``). What is wrong is told with its place, the rest holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from contacts_tui.app.argv import placeholders
from contacts_tui.app.opening import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Protocol

    from contacts_store.document.nodes import Node
    from contacts_tui.app.opening import Scheme

    class Complain(Protocol):
        """Takes note of what is wrong with a node: where, what, and what to do."""

        def __call__(self, node: Node, where: str, message: str, remedy: str) -> None:
            """Note it."""


Per = Literal["contact", "number", "address"]
_PER: tuple[Per, ...] = ("contact", "number", "address")
_VALUES = frozenset({"id", "name", "number", "e164", "address", "path"})
_KEYS = ("key", "label", "run", "per", "suspend")
_EXAMPLE = "as in   [thunderbird, -compose, \"to='{address}'\"]"


class OwnCommand(NamedTuple):
    """A command that the person has put on a key."""

    key: str
    """As Textual names it; empty for the palette alone."""
    label: str
    run: tuple[str, ...]
    """Program and arguments, with placeholders."""
    per: Per = "contact"
    """What it is about: the contact, or one of its numbers or addresses."""
    is_suspending: bool = False
    """Whether the program uses the terminal."""


def read_openers(node: Node, complain: Complain) -> dict[Scheme, tuple[str, ...]]:
    """Read ``open``: a command for each kind of thing that can be opened."""
    found: dict[Scheme, tuple[str, ...]] = {}
    for name, value in _entries(node, "open", complain):
        scheme = next((known for known in SCHEMES if known == name), None)
        if scheme is None:
            complain(value, f"open.{name}", "nothing of this kind is opened", f"one of {', '.join(SCHEMES)}")
        elif template := _template(value, f"open.{name}", SCHEMES[scheme], complain):
            found[scheme] = template
    return found


def read_commands(node: Node, taken: Mapping[str, str], complain: Complain) -> tuple[OwnCommand, ...]:
    """Read ``commands``.

    Args:
        node: the list.
        taken: what keys do already, by their canonical names.
        complain: is told what is wrong.
    """
    from contacts_store.document.nodes import Sequence, resolved

    items = resolved(node)
    if not isinstance(items, Sequence):
        complain(node, "commands", "a list of commands belongs here", "begin each with   - key:")
        return ()
    found: list[OwnCommand] = []
    used = dict(taken)
    for number, item in enumerate(items.items):
        command = _command(item, f"commands[{number}]", used, complain)
        if command is not None:
            found.append(command)
    return tuple(found)


def _command(node: Node, where: str, used: dict[str, str], complain: Complain) -> OwnCommand | None:
    fields = dict(_entries(node, where, complain))
    for name in fields.keys() - set(_KEYS):
        complain(fields[name], f"{where}.{name}", "not known here", f"one of {', '.join(_KEYS)}")
    template = _template(fields.get("run", node), f"{where}.run", _VALUES, complain)
    per = _word(fields, "per", _PER, where, complain)
    suspend = _word(fields, "suspend", ("false", "true"), where, complain)
    key = _key(fields.get("key"), f"{where}.key", used, complain)
    if not template or key is None:
        return None
    label = _text(fields.get("label")) or template[0]
    return OwnCommand(key, label, template, next(known for known in _PER if known == per), suspend == "true")


def _key(node: Node | None, where: str, used: dict[str, str], complain: Complain) -> str | None:
    """Return the command's key, canonical; empty for none, None after a complaint."""
    from contacts_tui.app.key_names import canonical, key_problem

    if node is None:
        return ""
    text = _text(node)
    problem = key_problem(text) if text else ("a key is missing here", "write one, or leave the line out")
    key = canonical(text)
    if problem is None and key in used:
        problem = (f"{text} already does {used[key]}", "take another key")
    if problem is not None:
        complain(node, where, *problem)
        return None
    used[key] = where
    return key


def _template(node: Node, where: str, known: Collection[str], complain: Complain) -> tuple[str, ...]:
    from contacts_store.document.nodes import Sequence, resolved

    items = resolved(node)
    words = [_text(item) for item in items.items] if isinstance(items, Sequence) else []
    if not words or not words[0]:
        complain(node, where, "a list belongs here: the program, then its arguments", _EXAMPLE)
        return ()
    if placeholders(words[:1]):
        complain(node, where, "the program itself can't be a placeholder", _EXAMPLE)
        return ()
    if unknown := placeholders(words) - set(known):
        complain(
            node, where, f"{{{min(unknown)}}} is no placeholder here", f"there are {', '.join(sorted(known))}"
        )
        return ()
    return tuple(words)


def _word(
    fields: Mapping[str, Node], name: str, known: tuple[str, ...], where: str, complain: Complain
) -> str:
    """Return one of a few words, the first one where nothing else is said."""
    node = fields.get(name)
    text = _text(node) or known[0]
    if text in known:
        return text
    if node is not None:
        complain(node, f"{where}.{name}", f"{text!r} is not known here", f"one of {', '.join(known)}")
    return known[0]


def _entries(node: Node, where: str, complain: Complain) -> Iterator[tuple[str, Node]]:
    from contacts_store.document.nodes import Mapping as MappingNode
    from contacts_store.document.nodes import resolved

    mapping = resolved(node)
    if isinstance(mapping, MappingNode):
        yield from ((name.value or "", value) for name, value in mapping.entries())
    else:
        complain(node, where, "name: value lines belong here", "see Keys in the README")


def _text(node: Node | None) -> str:
    from contacts_store.document.nodes import Scalar, resolved

    scalar = resolved(node) if node is not None else None
    return (scalar.value or "") if isinstance(scalar, Scalar) else ""
