"""Where parser events come from: libyaml, or PyYAML's own parser where libyaml is not built in.

Only events are taken: the composers built on them recurse (a few thousand brackets kill the
process) and resolve texts to numbers and dates, which damages phone numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml import error, parser, reader, scanner

from contacts_store.document.explain import explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Event = Any
"""An event of PyYAML: the classes of ``yaml.events``."""


class _PureParser(reader.Reader, scanner.Scanner, parser.Parser):
    """PyYAML's parser in Python: the same events, some twenty times slower, no tabs between tokens."""

    def __init__(self, text: str) -> None:
        reader.Reader.__init__(self, text)
        scanner.Scanner.__init__(self)
        parser.Parser.__init__(self)


_Parser: Callable[[str], Any] = _PureParser
if yaml.__with_libyaml__:
    from yaml import cyaml

    _Parser = cyaml.CParser  # type: ignore[attr-defined]  # the stubs do not re-export it


_PARSER_ERRORS = (error.YAMLError, ValueError, RecursionError, AssertionError)
"""What a parser raises for text that it can't read; not all of it is a YAMLError."""


def events(text: str, *, pure: bool = False) -> Iterator[Event]:
    """Yield the parser's events of a text.

    Args:
        text: The text, without byte order mark.
        pure: Take the parser written in Python even where libyaml is there.

    Raises:
        DocumentError: The text is not YAML.
    """
    try:
        next_event = (_PureParser if pure else _Parser)(text).get_event
        while (event := next_event()) is not None:
            yield event
    except _PARSER_ERRORS as problem:
        raise explained(problem, text) from None
