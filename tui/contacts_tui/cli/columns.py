"""The columns that ``list`` can show and sort by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contacts_store.reader import StoreReader
    from contacts_store.snapshot.row import Row

DEFAULT = ("name", "phone", "email", "company", "tags", "short_id")
_SHORT = 8

_HEADINGS = {"short_id": "ID", "email": "E-MAIL"}
_OF_ROW: dict[str, Callable[[Row, Callable[[str], str]], str]] = {
    "name": lambda row, _: row.name,
    "phone": lambda row, _: row.phone,
    "email": lambda row, _: row.email,
    "company": lambda row, _: row.company,
    "tags": lambda row, tag_name: ", ".join(map(tag_name, row.tags)),
    "short_id": lambda row, _: row.id[:_SHORT],
    "id": lambda row, _: row.id,
    "path": lambda row, _: row.path,
    "created": lambda row, _: row.tm_create,
    "updated": lambda row, _: row.tm_update,
}
_OF_CONTACT = (
    "customer_id",
    "first_name",
    "last_name",
    "display_name",
    "job_title",
    "source",
    "external_id",
    "phone_numbers",
    "emails",
    "notes",
    "tm_create",
    "tm_update",
    "tm_delete",
)
"""Fields that a row doesn't hold: the whole contact is read from its file."""
_SORTS: dict[str, Callable[[Row], tuple[str, ...]]] = {
    "name": lambda row: (row.sort_key,),
    "company": lambda row: (row.company.casefold(), row.sort_key),
    "phone": lambda row: (row.numbers[0] if row.numbers else row.phone,),
    "email": lambda row: (row.email.casefold(),),
    "created": lambda row: (row.tm_create,),
    "updated": lambda row: (row.tm_update,),
}
SORTS = tuple(_SORTS)
COLUMNS = (*_OF_ROW, *_OF_CONTACT)


def read_columns(text: str | None) -> tuple[str, ...]:
    """Read the comma-separated names of ``--fields``; the default columns without any.

    Raises:
        click.UsageError: a name is unknown.
    """
    if text is None:
        return DEFAULT
    import click

    from contacts_tui.cli.verbs import did_you_mean

    names = tuple(name.strip().lower().replace("-", "_") for name in text.split(",") if name.strip())
    for name in names:
        if name not in _OF_ROW and name not in _OF_CONTACT:
            known = (*(name for name in _OF_ROW if name != "short_id"), *_OF_CONTACT)
            hint = did_you_mean(name, known)
            raise click.UsageError(f"--fields: unknown field {name!r}{hint} (known: {', '.join(known)})")
    return names or DEFAULT


def heading(column: str) -> str:
    """Return the word above a column."""
    return _HEADINGS.get(column, column.upper().replace("_", " "))


def cells(row: Row, names: Sequence[str], store: StoreReader) -> list[str]:
    """Return a row's texts for the named columns; a broken file leaves what a row can't tell empty."""
    tag_name = store.snapshot.tag_name
    if all(name in _OF_ROW for name in names):
        return row_cells(row, names, tag_name)
    contact = None if row.is_broken else store.read(row).contact
    return [
        _OF_ROW[name](row, tag_name) if name in _OF_ROW else _text(getattr(contact, name, None))
        for name in names
    ]


def row_cells(row: Row, names: Sequence[str], tag_name: Callable[[str], str]) -> list[str]:
    """Return a row's texts for columns that a row holds, such as those of ``DEFAULT``."""
    return [_OF_ROW[name](row, tag_name) for name in names]


def sorted_by(rows: Sequence[Row], order: str) -> list[Row]:
    """Return the rows in an order of ``SORTS``; a minus before it turns it round. Empty values come last."""
    key = _SORTS[order.removeprefix("-")]
    filled = sorted((row for row in rows if key(row)[0]), key=key, reverse=order.startswith("-"))
    return [*filled, *(row for row in rows if not key(row)[0])]


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(getattr(item, "number", None) or item.address for item in value)
    if hasattr(value, "tzinfo"):
        from contacts_store.model.timestamp import format_timestamp

        return format_timestamp(value)
    return value or ""
