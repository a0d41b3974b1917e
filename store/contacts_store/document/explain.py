"""A parser's complaint in words that a person who never read the YAML specification can act on."""

from __future__ import annotations

from contacts_store.document.conflict import first_marker, merge_conflict
from contacts_store.document.decoding import place_of, require_printable
from contacts_store.document.error import DocumentError

_QUOTE = "put the text in quotes"
_INDENT = "line it up with the lines above"
_ADVICE = (
    ("mapping values are not allowed", "a colon where no key can stand", "quote a text that holds ': '"),
    ("violates indentation", "a tab in the indentation", "use spaces"),
    ("block sequence entries are not allowed", "a dash where no list can stand", _INDENT),
    ("did not find expected '-' indicator", "this line is no item of the list above", _INDENT),
    ("expected <block end>", "the indentation does not fit the lines above", _INDENT),
    ("node content", "there is no value where one must stand", "write one, or close the bracket"),
    ("did not find expected key", "the indentation does not fit the lines above", _INDENT),
    ("could not find expected ':'", "a line without 'key: value'", "write the colon, or indent the text"),
    ("end of stream", "the quotation mark or bracket opened here is never closed", "close it"),
    ("document indicator", "the quotation mark opened here is not closed before ---", "close it"),
    ("unknown escape character", "a backslash that means nothing", "write \\\\ for a backslash, or use '…'"),
    ("invalid Unicode character escape", "an escape for half a character", "write the character itself"),
    ("expected hexdecimal number", "an escape without its digits", "write \\\\ for a backslash, or use '…'"),
    ("escape sequence of", "an escape without its digits", "write \\\\ for a backslash, or use '…'"),
    ("expected ',' or", "a list in brackets is not closed, or a comma is missing", "add it"),
    ("incompatible YAML document", "a version of YAML that does not exist", "remove the %YAML line"),
    ("duplicate %", "a directive stands twice", "remove one"),
    ("directive", "a line that begins with % is not understood", "remove it, or quote the text"),
    ("tag", "a text that begins with ! is not understood", _QUOTE),
    ("alphabetic or numeric character", "a text that begins with * or & is not understood", _QUOTE),
    ("<document start>", "this does not belong to the lines above", _INDENT),
    ("document start", "this does not belong to the lines above", _INDENT),
    ("comment or line break", "text behind | or >", "begin the text on the next line"),
    ("indentation indicator", "an impossible indentation behind | or >", "leave the digit out"),
)
"""Part of the parser's message (of either parser), what is wrong, what to do. The first that fits counts."""


def explained(error: Exception, text: str) -> DocumentError:
    """Return the error to show for what a parser raised.

    Args:
        error: What the parser raised.
        text: The text that was parsed.
    """
    if first_marker(text) is not None:
        return merge_conflict(text)
    try:
        require_printable(text)
    except DocumentError as unprintable:
        return unprintable
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in problem or "document indicator" in problem:
        mark = getattr(error, "context_mark", None) or mark
    offset = min(mark.index, len(text)) if mark is not None else 0
    line, column = place_of(text, offset) if mark is not None else (1, 1)
    if "cannot start any token" in problem:
        message, remedy = _unexpected(text[offset : offset + 1])
    else:
        message, remedy = next(
            ((message, remedy) for part, message, remedy in _ADVICE if part in problem),
            (f"not readable as YAML: {problem}", _QUOTE),
        )
    if text[offset : offset + 1] == "\t":
        message, remedy = f"tab at {line}:{column}", "use spaces"
    return DocumentError(message, remedy, line, column)


def _unexpected(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab where none can stand", "use spaces"
    return f"a text can't begin with {character}", _QUOTE
