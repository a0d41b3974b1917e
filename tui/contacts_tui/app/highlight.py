"""Where a search matched, in the text as it is shown: folded words found in unfolded text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.content import Content


def highlighted(content: Content, terms: Sequence[str]) -> Content:
    """Return a text with the folded terms in it set off."""
    for start, end in matches(content.plain, terms) if terms else ():
        content = content.stylize("bold underline $match", start, end)
    return content


def matches(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans (start, end) of folded terms in a text, whatever its case and accents."""
    folded, origins = _folded_with_origins(text)
    for term in terms:
        start = folded.find(term)
        while term and start >= 0:
            end = start + len(term)
            yield origins[start], origins[end - 1] + 1
            start = folded.find(term, end)


def _folded_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """Fold a text; also say which character each folded one came from (folding changes lengths)."""
    if text.isascii():
        return fold(text), range(len(text))
    parts = [fold(char) for char in text]
    origins = [index for index, part in enumerate(parts) for _ in part]
    return "".join(parts), origins
