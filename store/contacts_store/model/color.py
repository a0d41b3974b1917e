"""CSS colours, as far as a tag's dot needs them: told by their form alone."""

from __future__ import annotations

import re

_COLOR = re.compile(
    r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-zA-Z]{1,32}|(?:rgb|hsl)a?\([0-9., %]{1,40}\)"
)


def is_color(text: str) -> bool:
    """Tell whether a text looks like a colour of CSS."""
    return _COLOR.fullmatch(text) is not None
