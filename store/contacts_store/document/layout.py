"""The manner of a file: how far it indents, where its dashes stand, how it quotes and ends lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.document.draft import dash_of
from contacts_store.document.lines import LINE_BREAK, column_of, newline_near
from contacts_store.document.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.document.draft import Draft


@dataclass(frozen=True, slots=True)
class Layout:
    """The manner of a file.

    Attributes:
        newline: The line break.
        indent: Columns from a key to the keys inside its value.
        dash: Columns from a key to the dashes of its list.
        gap: Blanks between a dash and its item.
        quote: The style of new texts: ``""`` (plain where safe) or ``"``.
        colon: What stands between key and value inside braces.
    """

    newline: str = "\n"
    indent: int = 2
    dash: int = 2
    gap: int = 1
    quote: str = ""
    colon: str = ": "


CANONICAL = Layout()
_COLUMNS = 3
"""The fields that count columns: indent, dash and gap."""


def layout_at(draft: Draft, offset: int) -> Layout:
    """Return the manner of a text: what its first nested mapping and list show, ours for the rest.

    Args:
        draft: The text.
        offset: Where something will be written: the line break used there is taken.
    """
    seen: dict[str, int] = {}
    for name, columns in _observed(draft.text, draft.root):
        seen.setdefault(name, columns)
        if len(seen) == _COLUMNS:
            break
    root = draft.root
    json_like = root.is_flow and bool(root.pairs) and all(key.style == '"' for key, _ in root.pairs)
    return Layout(
        newline=newline_near(draft.text, offset),
        indent=seen.get("indent", CANONICAL.indent),
        dash=seen.get("dash", CANONICAL.dash),
        gap=seen.get("gap", CANONICAL.gap),
        quote='"' if json_like else "",
    )


def _observed(text: str, node: Node) -> Iterator[tuple[str, int]]:
    """Yield fields of a layout with what each nested block collection shows for them."""
    if isinstance(node, Mapping) and not node.is_flow:
        for key, value in node.pairs:
            if not isinstance(value, Mapping | Sequence) or value.is_flow:
                continue
            if isinstance(value, Mapping):
                yield "indent", value.pairs[0][0].start.column - key.start.column
            else:
                yield "dash", column_of(text, dash_of(text, value.items[0])) - key.start.column
            yield from _observed(text, value)
    elif isinstance(node, Sequence) and not node.is_flow:
        for item in node.items:
            dash = dash_of(text, item)
            if item.end.index > item.start.index and not LINE_BREAK.search(text, dash, item.start.index):
                yield "gap", item.start.index - dash - 1
            if isinstance(item, Mapping | Sequence):
                yield from _observed(text, item)
