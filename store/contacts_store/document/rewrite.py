"""The last way to edit: a round trip through ruamel.yaml, which keeps comments but not every byte.

The only module that imports ruamel.yaml. Its resolver is reduced to nothing, so that scalars stay the
texts they are (with the default one an untouched ``+15551234567`` loses its plus sign).
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from contacts_store.document.edit import Arrange, Drop, Edit, Put
from contacts_store.document.emit import Noted, is_list
from contacts_store.document.layout import layout_at
from contacts_store.document.nodes import MERGE_KEY
from contacts_store.document.scalar import is_plain_safe

if TYPE_CHECKING:
    from contacts_store.document.draft import Draft
    from contacts_store.document.emit import Value


def rewritten(draft: Draft, edit: Edit) -> str | None:
    """Return the text with an edit made by ruamel.yaml, None where it can't read or reach it."""
    from ruamel.yaml.error import YAMLError

    yaml = _round_trip(draft)
    try:
        data = yaml.load(draft.text)
        _apply(data, edit)
        written = StringIO(newline="")
        yaml.dump(data, written)
    except (YAMLError, KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError):
        return None
    text = written.getvalue()
    return text if draft.text.endswith(("\n", "\r")) else text.rstrip("\r\n")


def _round_trip(draft: Draft) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.representer import RoundTripRepresenter
    from ruamel.yaml.resolver import VersionedResolver

    class TextResolver(VersionedResolver):
        """Leaves every plain scalar a text but for the merge key, so that it is written as it was."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode and implicit[0] and value != MERGE_KEY:
                return self.DEFAULT_SCALAR_TAG
            return super().resolve(kind, value, implicit)

    class NullRepresenter(RoundTripRepresenter):
        """Writes null as a word, where ruamel.yaml leaves the value away."""

        def represent_none(self, _: None) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:null", "null")

    NullRepresenter.add_representer(type(None), NullRepresenter.represent_none)
    layout = layout_at(draft, 0)
    yaml = YAML()
    yaml.Resolver = TextResolver
    yaml.Representer = NullRepresenter
    yaml.preserve_quotes = True
    yaml.width = 1 << 30
    yaml.line_break = layout.newline  # type: ignore[assignment]  # typed by its default, None
    yaml.explicit_start = draft.text.startswith("---")
    yaml.indent(mapping=layout.indent, sequence=layout.dash + 1 + layout.gap, offset=layout.dash)
    return yaml


def _apply(data: Any, edit: Edit) -> None:
    for step in edit.path[:-1]:
        data = data[step]
    last = edit.path[-1]
    if isinstance(edit, Drop):
        del data[last]
    elif isinstance(edit, Arrange):
        items = data[last]
        items[:] = [items[index] for index in edit.order]
    elif isinstance(edit, Put):
        if isinstance(data, list) and last == len(data):
            data.append(_native(edit.value))
        else:
            data[last] = _native(edit.value)


def _native(value: Value) -> Any:
    """Return a value as ruamel.yaml writes it back as the same text."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, Noted):
        value = value.value
    if isinstance(value, dict):
        return {key: _native(item) for key, item in value.items()}
    if is_list(value):
        return [_native(item) for item in value]
    if isinstance(value, str) and not is_plain_safe(value):
        return DoubleQuotedScalarString(value)
    return value
