"""JSON as text: read row by row with line numbers, written so that a terminal stays safe.

Python's own reader takes the last of duplicate keys, accepts NaN and lone surrogates, and fails on
long integers and deep nesting; here each of these is an error with its line. Numbers are kept as
they are written: an ``external_id`` of ``007.10`` is text to us.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

Plain = Any
"""Texts, None, lists and dicts; numbers and booleans as the texts that stand there."""

_BLANKS = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
# C1 controls, DEL, and the characters that reorder or break lines, which JSON itself leaves raw.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LIST_ANSWER = "result"
_DEPTH = 30
"""Deepest nesting that is read: what a contact file may hold, less the list around it."""


class JsonError(Exception):
    """Text that is not JSON, or that we refuse; ``line`` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        """Take the line and what is wrong with it."""
        super().__init__(reason)
        self.line = line
        self.reason = reason


def json_rows(text: str) -> Iterator[tuple[int, Plain]]:
    """Read the rows of a JSON text: one object, a list, or a list answer of the platform.

    Args:
        text: the text, without a byte order mark.

    Yields:
        The line (from 1) where each row begins, and the row.

    Raises:
        JsonError: the text can't be read on; rows before that place have been given.
    """
    start = _past_blanks(text, 0)
    opening = text[start : start + 1]
    if opening == "[":
        end = yield from _items(text, start)
    elif opening == "{":
        end = yield from _object_or_answer(text, start)
    else:
        raise JsonError(_line(text, start), "not a JSON object or list")
    rest = _past_blanks(text, end)
    if rest < len(text):
        raise JsonError(_line(text, rest), "text after the end; one JSON value a line is the format jsonl")


def json_lines(text: str) -> Iterator[tuple[int, Plain | JsonError]]:
    """Read JSON Lines: an object a line, empty lines left out; a bad line costs one line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _only_value(line)
        except JsonError as problem:
            yield number, JsonError(number, problem.reason)


def dump(value: Any, *, indent: int | None = None) -> str:
    """Write JSON with its text unescaped, but no character that a terminal would act upon."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _items(text: str, start: int) -> Generator[tuple[int, Plain], None, int]:
    """Yield the items of the list that opens at ``start``; return the place behind it."""
    at = _past_blanks(text, start + 1)
    if text[at : at + 1] == "]":
        return at + 1
    line, counted = 1, 0
    while True:
        value, end = _decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield line, value
        at = _past_blanks(text, end)
        if text[at : at + 1] == "]":
            return at + 1
        at = _past(text, at, ",")


def _object_or_answer(text: str, start: int) -> Generator[tuple[int, Plain], None, int]:
    """Yield the object at ``start``, or the rows of a list answer; return the place behind it."""
    whole, end = _decode(text, start)
    if not isinstance(whole.get(_LIST_ANSWER), list):
        yield _line(text, start), whole
        return end
    at = _past_blanks(text, start + 1)
    while True:
        key, at = _decode(text, at)
        at = _past(text, _past_blanks(text, at), ":")
        if key == _LIST_ANSWER:
            yield from _items(text, at)
            return end
        _, at = _decode(text, at)
        at = _past(text, _past_blanks(text, at), ",")


def _only_value(line: str) -> Plain:
    value, end = _decode(line, _past_blanks(line, 0))
    if line[end:].strip():
        raise JsonError(1, "text after the end of the object")
    return value


def _past(text: str, at: int, mark: str) -> int:
    if text[at : at + 1] != mark:
        raise JsonError(_line(text, at), f"{mark!r} expected")
    return _past_blanks(text, at + 1)


def _past_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _decode(text: str, at: int) -> tuple[Plain, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
        return _checked(value), end
    except json.JSONDecodeError as problem:
        raise JsonError(problem.lineno, f"not JSON: {problem.msg} (column {problem.colno})") from None
    except RecursionError:
        raise JsonError(_line(text, at), "nested too deeply") from None
    except ValueError as problem:
        raise JsonError(_line(text, at), str(problem)) from None


def _checked(value: Plain, depth: int = 0) -> Plain:
    """Return the value with booleans as texts; refuse lone surrogates and deep nesting."""
    if depth > _DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {_checked(key): _checked(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_checked(item, depth + 1) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _SURROGATE.search(value):
        raise ValueError(r"half of a surrogate pair (\ud800 to \udfff) is no character")
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_each_key_once, parse_int=str, parse_float=str, parse_constant=_no_constant
)
