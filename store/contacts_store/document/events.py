"""Where parser events come from: libyaml, or PyYAML's own parser where libyaml is not built in.

Only events are taken: the composers built on them recurse (a few thousand brackets kill the
process) and resolve texts to numbers and dates, which damages phone numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml import error, parser, reader, scanner

if TYPE_CHECKING:
    from collections.abc import Callable

Event = Any
"""An event of PyYAML: the classes of ``yaml.events``."""


class _PureParser(reader.Reader, scanner.Scanner, parser.Parser):  # type: ignore[misc]  # untyped bases
    """PyYAML's parser in Python: the same events, some twenty times slower, no tabs between tokens."""

    def __init__(self, text: str) -> None:
        reader.Reader.__init__(self, text)
        scanner.Scanner.__init__(self)
        parser.Parser.__init__(self)


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser as _Parser
else:
    _Parser = _PureParser


PARSER_ERRORS = (error.YAMLError, ValueError, RecursionError, AssertionError)
"""What a parser raises for text that it can't read; not all of it is a YAMLError."""


def event_source(text: str, *, pure: bool = False) -> Callable[[], Event]:
    """Return a function that gives the next event of a text, and None behind the last.

    Args:
        text: The text, without byte order mark.
        pure: Take the parser written in Python even where libyaml is there.
    """
    source: Callable[[], Event] = (_PureParser if pure else _Parser)(text).get_event
    return source
