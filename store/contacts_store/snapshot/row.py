"""One line of the list and the search: what is kept in memory of each contact, never the whole of it.

A store may have 100,000 of these, so a row is a tuple of few objects: the texts that are needed one
row at a time stand in one string, ``packed``, and are cut out of it when they are asked for.
"""

from __future__ import annotations

import struct
from enum import IntFlag
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.finding import Finding

_FIELD, _ITEM = "\x1f", "\x1e"
_FIELD_BYTE = b"\x1f"
# The separators are made visible where a text has them, as every screen shows them anyway.
_PICTURES = str.maketrans({_FIELD: "␟", _ITEM: "␞"})
_DIGITS = 7
"""Of the length of a first name at most: no file that is read has longer ones."""
_SETS_OF_TAGS = 4_096
"""So many are kept unpacked: many contacts share few of them."""
_STATE = struct.Struct("<4q")

NO_STAMP = Stamp(0, 0, 0, 0)
"""The stamp of a file that has to be looked at again: no file has it."""


class Trait(IntFlag):
    """What is true of a contact."""

    NONE = 0
    DELETED = 1
    BROKEN = 2
    PRIMARY_NUMBER = 4
    """The first number is the primary one."""
    PRIMARY_ADDRESS = 8
    HELD = 16
    """Broken, and shown as the file was before that: nobody who reads the file now would find this."""


class Row(NamedTuple):
    """A contact's file as the list, the search and the lookup need it. Texts are raw, but for ␟ and ␞.

    Rows compare in list order: by the folded name, then by what else is folded, then by path.
    """

    folded: str
    """Every shown field, folded, one a line, the name first; numbers also as bare digits."""
    path: str
    """Relative to the store, with ``/``."""
    id: str
    packed: bytes
    """See ``packed``, the function."""
    traits: int
    """``Trait`` flags."""
    findings: tuple[Finding, ...]
    seal: bytes
    """See ``seal_of``."""

    @property
    def sort_key(self) -> str:
        """The folded name."""
        return self.folded.partition("\n")[0]

    @property
    def name(self) -> str:
        """The shown name; the file's name when nothing in it can be read."""
        return self._part(0)

    @property
    def company(self) -> str:
        """The company."""
        return self._part(1)

    @property
    def phone(self) -> str:
        """The first shown number, as typed."""
        return self._part(2)

    @property
    def email(self) -> str:
        """The first shown address."""
        return self._part(5).partition(_ITEM)[0]

    @property
    def tags(self) -> tuple[str, ...]:
        """Tag ids; what names no known tag stands as it is in the file."""
        return _refs(self.packed.split(_FIELD_BYTE, 4)[3])

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every E.164 number, the primary one first."""
        return self._list(4)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every e-mail address, the primary one first."""
        return self._list(5)

    @property
    def tm_create(self) -> str:
        """When the contact came to be, in the store's form, or empty."""
        return self._part(6)

    @property
    def tm_update(self) -> str:
        """When it was changed last, in the store's form, or empty."""
        return self._part(7)

    @property
    def first_name(self) -> str:
        """The first name."""
        return self._names[0]

    @property
    def last_name(self) -> str:
        """The last name."""
        return self._names[1]

    @property
    def has_primary_number(self) -> bool:
        """Whether the first number is the primary one."""
        return bool(self.traits & Trait.PRIMARY_NUMBER)

    @property
    def has_primary_address(self) -> bool:
        """Whether the first address is the primary one."""
        return bool(self.traits & Trait.PRIMARY_ADDRESS)

    @property
    def is_deleted(self) -> bool:
        """Whether the contact lies in the trash."""
        return self.traits & 1 == 1

    @property
    def is_broken(self) -> bool:
        """Whether there is an error: the row is shown, but nothing writes to its file."""
        return self.traits & 2 == 2

    @property
    def digest(self) -> bytes:
        """Of the file's bytes; empty when they could not be read."""
        return self.seal[_STATE.size :]

    @property
    def state(self) -> bytes:
        """The packed stamp."""
        return self.seal[: _STATE.size]

    @property
    def stamp(self) -> Stamp:
        """What ``stat`` said of the file when it was read."""
        return Stamp(*_STATE.unpack_from(self.seal))

    def with_stamp(self, stamp: Stamp) -> Row:
        """Return the row with another stamp."""
        return self._replace(seal=seal_of(stamp, self.digest))

    def broken_by(self, *findings: Finding) -> Row:
        """Return the row with what is wrong with it, marked as broken."""
        return self._replace(traits=self.traits | Trait.BROKEN, findings=(*self.findings, *findings))

    @property
    def _names(self) -> tuple[str, str]:
        part = self._part(8)
        if part.isdecimal():
            return _halves(self.name, int(part[:_DIGITS]))
        first, _, last = part.partition(_ITEM)
        return first, last

    def _part(self, number: int) -> str:
        return self.packed.split(_FIELD_BYTE, number + 1)[number].decode()

    def _list(self, number: int) -> tuple[str, ...]:
        part = self._part(number)
        return tuple(part.split(_ITEM)) if part else ()


@lru_cache(_SETS_OF_TAGS)
def _refs(part: bytes) -> tuple[str, ...]:
    return tuple(part.decode().split(_ITEM)) if part else ()


def _halves(name: str, length: int) -> tuple[str, str]:
    """Return a shown name as the first name, of a length, and the last one."""
    return name[:length], name[length + bool(length) :]


def state_of(stamp: Stamp) -> bytes:
    """Return a stamp as 32 bytes."""
    return _STATE.pack(*stamp)


def seal_of(stamp: Stamp, digest: bytes) -> bytes:
    """Return by what a change of a file is known: its packed stamp, then the digest of its bytes."""
    return _STATE.pack(*stamp) + digest


def packed(  # noqa: PLR0913 -- the fields of a row
    *,
    name: str,
    company: str = "",
    phone: str = "",
    tags: Iterable[str] = (),
    numbers: Iterable[str] = (),
    addresses: Iterable[str] = (),
    tm_create: str = "",
    tm_update: str = "",
    names: tuple[str, str] = ("", ""),
) -> bytes:
    """Return a row's texts as one, in UTF-8, ``U+001F`` between fields and ``U+001E`` between items.

    Of first and last name, which mostly are the shown name, only the length of the first one is kept then.
    """
    texts = [name, company, phone, *names, *(refs := list(tags))]
    if not "".join(texts).isprintable():
        name, company, phone, first, last, *refs = (text.translate(_PICTURES) for text in texts)
        names = first, last
    length = len(names[0])
    halves = str(length) if any(names) and _halves(name, length) == names else _ITEM.join(names)
    lists = (_ITEM.join(refs), _ITEM.join(numbers), _ITEM.join(addresses))
    return _FIELD.join((name, company, phone, *lists, tm_create, tm_update, halves)).encode(errors="replace")
