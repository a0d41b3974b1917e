"""Names, numbers and addresses in running text: a mail's signature, ``Ann Lee <ann@x.org>``, a few lines.

Each line gives up its addresses and numbers first; of what is left, a few lines are known as name,
job title and company, and the others are kept as notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contacts_store.interchange.handles import bare, parts_of
from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts_store.interchange.drafting import Fields
    from contacts_store.interchange.handles import Handle

_LONGEST_LINE = 500
"""Characters; a longer line is prose."""
_SEPARATOR = re.compile(r"\s*[|•·∙▪]\s*|\t+| {3,}| / ")
_CLOSING = re.compile(
    r"(?:-- ?|(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks|cheers|sincerely|best|yours)"
    r"|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|viele gr(?:ü|ue)(?:ß|ss)e|cordialement|saludos)[,.!]?",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|llc|llp|inc|corp|corporation|gmbh|ag|kg|se|plc|s\.?a\.?|s\.?r\.?l|b\.?v|oy|ab|pty|k\.?k"
    r"|company|co|group|holdings?|university|universität|institute|college|school|bank|partners|associates"
    r"|consulting|solutions|technologies|labs?|studios?|foundation|works|systems|services)\b\.?",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:ceo|cto|cfo|coo|cio|chief|president|vp|vice|director|manager|head|lead|leiter(?:in)?|engineer|developer"
    r"|architect|consultant|analyst|designer|assistant|officer|founder|co-founder|partner|owner|professor|teacher"
    r"|lawyer|attorney|accountant|sales|marketing|representative|administrator|coordinator|specialist|editor"
    r"|secretary|geschäftsführer(?:in)?|entwickler(?:in)?|scientist|researcher|nurse|student|buyer|executive)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:['’.\-][^\W\d_]*)*\.?")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "la",
    "le",
    "bin",
    "al",
    "ter",
}
_SPLIT = re.compile(r",\s+|\s+[-–—]\s+|\s+(?:at|@)\s+")
_LIMITS = {"first_name": 100, "last_name": 100, "company": 200, "job_title": 100}
_MOST_NAME_WORDS = 4


def signature_fields(text: str, region: str) -> Fields:
    """Return the fields that running text tells; what is not understood is in ``notes``.

    Args:
        text: a few lines; several contacts are not told apart.
        region: the store's ``default_region``, to know national numbers.
    """
    words, addresses, numbers, names = [], [], [], []
    for line in _lines(text):
        if len(line) > _LONGEST_LINE:
            words.append(line)
            continue
        parts = parts_of(line, region)
        addresses += parts.addresses
        numbers += parts.numbers
        names += [handle.name for handle in parts.addresses if handle.name]
        words += [parts.words, *parts.urls]
    words = [line for line in words if any(char.isalnum() for char in line)]
    name, *others = dict.fromkeys(names or [""])
    texts, notes = _known(name, words, {_domain(handle) for handle in addresses})
    notes += others
    return {
        **texts,
        **({"notes": "\n".join(notes)} if notes else {}),
        "phone_numbers": _items("number", numbers),
        "emails": _items("address", addresses),
        "tag_ids": [],
        "extra": {},
    }


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not _CLOSING.fullmatch(line.strip()):
            yield from filter(str.strip, _SEPARATOR.split(line))


def _items(value: str, handles: Iterable[Handle]) -> list[Fields]:
    each = {handle.value.lower(): handle for handle in reversed(list(handles))}
    return [
        {value: handle.value, **({"type": handle.type} if handle.type else {}), "extra": {}}
        for handle in reversed(each.values())
    ]


def _domain(handle: Handle) -> str:
    return fold(handle.value.rpartition("@")[2].rpartition(".")[0].rpartition(".")[2])


def _known(name: str, lines: list[str], domains: set[str]) -> tuple[dict[str, str], list[str]]:
    """Tell name, title and company from other lines, which are returned as they stand."""
    texts: dict[str, str] = {}
    if not name and lines:
        name, *more = _split_name(lines[0])
        lines = [*more, *lines[1:]] if name else lines
    texts.update(name_fields(name))
    unknown: list[str] = []
    notes: list[str] = []
    for place, line in enumerate(lines):
        pieces = [bare(piece) for piece in _SPLIT.split(line)]
        kinds = [_kind(piece, domains) for piece in pieces]
        if set(kinds) == {"job_title", "company"} and len(kinds) == len(set(kinds)):
            found = dict(zip(kinds, pieces, strict=True))
        else:
            found = {_kind(line, domains): line}
        if any(not kind or kind in texts for kind in found):
            is_near = bool(name) and place < len(_LIMITS) - 2 and line[0].isupper() and _is_plain(line)
            (unknown if is_near else notes).append(line)
        else:
            texts.update(found)
    open_fields = [field for field in ("job_title", "company") if field not in texts]
    if len(unknown) == len(open_fields):
        texts.update(zip(open_fields, unknown, strict=True))
        unknown = []
    too_long = [field for field, limit in _LIMITS.items() if len(texts.get(field, "")) > limit]
    return texts, [*(texts.pop(field) for field in too_long), *unknown, *notes]


def _kind(words: str, domains: set[str]) -> str:
    if not _is_plain(words):
        return ""
    if _COMPANY.search(words) or fold(words).replace(" ", "") in domains:
        return "company"
    return "job_title" if _JOB.search(words) else ""


def _is_plain(words: str) -> bool:
    return "://" not in words and "www." not in words and not any(char.isdigit() for char in words)


def _split_name(line: str) -> list[str]:
    """Return a line's name and the pieces after it; an empty name where it has none."""
    pieces = [bare(piece) for piece in _SPLIT.split(line)]
    if _COMPANY.search(line) and len(pieces) == 1:
        return ["", line]
    if len(pieces) == len(("last", "first")) and all(len(piece.split()) == 1 for piece in pieces):
        return [line] if not _kind(pieces[1], set()) and all(map(_is_name, pieces)) else ["", line]
    return pieces if _is_name(pieces[0]) and not _kind(pieces[0], set()) and "" not in pieces else ["", line]


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _MOST_NAME_WORDS and all(
        _NAME_WORD.fullmatch(word) and (not word[0].islower() or word in _PARTICLES) for word in words
    )


def name_fields(name: str) -> dict[str, str]:
    """Return first and last name: ``Lee, Ann``; ``Ludwig van Beethoven``; else the last word is the last."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma:
        words = name.split()
        particles = (at for at, word in enumerate(words) if at and word.lower() in _PARTICLES)
        at = next(particles, max(len(words) - 1, 1))
        first, last = " ".join(words[:at]), " ".join(words[at:])
    return {field: text for field, text in (("first_name", first), ("last_name", last)) if text}
