"""From what Pydantic reports to what a person can act on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData
from contacts_store.finding import Degree, Finding
from contacts_store.records.decoding import loc_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from contacts_store.records.decoding import Loc

_REMEDIES = {
    "id": "write the contact's UUID, or remove the line and one is derived",
    "customer_id": "write a UUID, or remove the line",
    "address": "write it like ann@example.com",
    "number_e164": "remove the line: it is derived from number",
    "is_primary": "write true or false",
    "color": "write it like #3b82f6 or teal",
    "tm_create": "write it like 2026-02-07T14:45:59Z",
    "tm_update": "write it like 2026-02-07T14:45:59Z",
    "tm_delete": "write it like 2026-02-07T14:45:59Z",
}


def problems_of(error: ValidationError) -> list[tuple[Loc, str, str]]:
    """Return each problem as its place, what is wrong and what to do."""
    return [_problem(detail) for detail in error.errors(include_url=False, include_input=False)]


def findings_of(error: ValidationError, path: str = "") -> tuple[Finding, ...]:
    """Return each problem of values that stand in no file yet."""
    return tuple(
        Finding(Degree.ERROR, path, 0, 0, loc_text(loc), message, remedy)
        for loc, message, remedy in problems_of(error)
    )


@contextmanager
def invalid_as_data() -> Iterator[None]:
    """Turn what Pydantic refuses into ``InvalidData``."""
    from pydantic import ValidationError

    try:
        yield
    except ValidationError as error:
        findings = findings_of(error)
        words = "; ".join(f"{finding.field}: {finding.message}" for finding in findings)
        raise InvalidData(words, findings) from None


def _problem(detail: ErrorDetails) -> tuple[Loc, str, str]:
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    name = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if kind == "string_too_long":
        return loc, f"longer than {context['max_length']} characters", "shorten it"
    if kind in {"missing", "string_too_short"}:
        return loc, f"{name} is missing", f"write the {name}"
    if kind == "value_error":
        return loc, str(context["error"]), _REMEDIES.get(name, "correct it")
    return loc, detail["msg"], _REMEDIES.get(name, "correct it")
