"""Identities: canonical UUID texts, made anew or derived for what people wrote without one."""

from __future__ import annotations

_LENGTHS = [8, 4, 4, 4, 12]
_CHARACTERS = "0123456789abcdefABCDEF-"
_NAMESPACE = "6f2d0c53-8f0e-5b7a-9d52-1c6d6d8f6b1e"


def is_id(text: str) -> bool:
    """Tell whether the text is a UUID in its canonical 8-4-4-4-12 form, in either case."""
    return [len(part) for part in text.split("-")] == _LENGTHS and not text.strip(_CHARACTERS)


def new_id() -> str:
    """Make a new random id (UUID version 4), lower case."""
    import uuid

    return str(uuid.uuid4())


def derived_id(*parts: str) -> str:
    """Derive an id (UUID version 5) that is the same whenever the parts are the same."""
    import uuid

    return str(uuid.uuid5(uuid.UUID(_NAMESPACE), "\0".join(parts)))
