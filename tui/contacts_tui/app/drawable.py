"""Foreign text as something Textual draws: ``Content`` is never parsed as markup."""

from __future__ import annotations

from textual.content import Content

from contacts_tui.text import shown


def drawable(text: str, *, multiline: bool = False) -> Content:
    """Return foreign text as literal content; see ``contacts_tui.text.shown``."""
    return Content(shown(text, multiline=multiline))
