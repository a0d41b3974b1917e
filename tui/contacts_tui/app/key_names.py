"""Names of keys: which there are, which are two names of one key, and which a field needs for itself."""

from __future__ import annotations

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = {str(key.value) for key in Keys if key.value[0] != "<"}
_SIGNS = {short: key_to_character(name) or short for name, short in KEY_NAME_REPLACEMENTS.items()}
"""The character of ``slash`` and the like, which Unicode knows by another name."""
_OF_FIELDS = {
    *("left", "right", "home", "end", "backspace", "delete", "space"),
    *(f"ctrl+{letter}" for letter in "acdekuvwxyz"),
}
"""Keys besides characters with which a field is edited."""
_EXAMPLES = "e, ctrl+e, f5, enter, slash or none"


def key_problem(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a key, and what to do; None if it is one."""
    *modifiers, key = text.split("+") if len(text) > 1 else (text,)
    is_known = len(key) == 1 or key in _NAMED or key in _SIGNS or key_to_character(key) is not None
    if is_known and set(modifiers) <= _MODIFIERS:
        return None
    import difflib

    near = difflib.get_close_matches(key, sorted(_NAMED | _SIGNS.keys()), n=1) if not is_known else []
    whole = "+".join([*modifiers, *near])
    return f"{text!r} is no key", f"did you mean {whole}?" if near else f"write it like {_EXAMPLES}"


def canonical(key: str) -> str:
    """Return the same text for two names of a key: the character where there is one."""
    return _SIGNS.get(key) or key_to_character(key) or key


def is_of_fields(key: str) -> bool:
    """Tell whether a field that one types into takes the key for itself."""
    return len(canonical(key)) == 1 or key in _OF_FIELDS
