"""How texts are ordered for the person: by ICU in their language where PyICU is installed, else by ourselves.

ICU knows what is particular to a language: Å and Ö are letters behind z in Swedish, ch one behind h in Czech.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from contacts_store.snapshot.collation import collation_key
from contacts_store.snapshot.initials import initial

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VARIABLES = ("LC_ALL", "LC_COLLATE", "LANG")
"""The first one that is set names the language of an order (POSIX, 8.2)."""


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language and country of an environment, as in ``sv_SE``; empty for none in particular."""
    named = next(filter(None, map(environ.get, _VARIABLES)), "")
    language = named.partition(".")[0].partition("@")[0]
    return "" if language in {"C", "POSIX"} else language


@cache
def key_in(language: str) -> Callable[[str], str]:
    """Return the function from a text to the key by which it is sorted; only equal texts have equal keys.

    Args:
        language: see ``language_of``.
    """
    try:
        import icu
    except ImportError:
        return collation_key
    collator = icu.Collator.createInstance(_locale(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)

    def key(text: str) -> str:
        return f"{collator.getSortKey(text).decode('latin-1')}\0{text}"

    return key


@cache
def heading_in(language: str) -> Callable[[str], str]:
    """Return the function from a text to the letter under which it is grouped in that order.

    Args:
        language: see ``language_of``.
    """
    try:
        import icu
    except ImportError:
        return initial
    index = icu.AlphabeticIndex(_locale(language)).buildImmutableIndex()

    def heading(text: str) -> str:
        label, kind = index[index.getBucketIndex(text)]
        # The others are for all scripts that the language does not use.
        return label if kind == icu.UAlphabeticIndexLabelType.NORMAL else initial(text)

    return heading


def _locale(language: str) -> Any:
    import icu

    return icu.Locale(language) if language else icu.Locale.getRoot()
