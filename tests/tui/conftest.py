"""What tests of screens share: whether that which is painted can be made out."""

from functools import cache

import pytest

TEXT, GRAPHIC = 4.5, 3.0
"""The least contrasts of text and of lines and signs (WCAG 2.1, success criteria 1.4.3 and 1.4.11)."""
TAG_DOT = "●"
"""In the colour that the person gave the tag; the tag's name stands beside it."""
TWO_GROUNDS = set("▁▂▃▄▅▆▇█▔▏▎▍▌▋▊▉▕▐▀▖▗▘▝▚▞")
"""Blocks that shape an edge or a scroll bar: neither of their colours is a sign on the other."""


@pytest.fixture(autouse=True)
def _terminal_of_all_colors(monkeypatch):
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@cache
def luminance(color):
    parts = (part / 255 for part in color.get_truecolor())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def contrast(color, ground):
    darker, lighter = sorted((luminance(color), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def needed(text):
    """Return the contrast that a painted text needs; 0 when nothing is to be made out."""
    signs = {char for char in text if not char.isspace() and char != TAG_DOT} - TWO_GROUNDS
    return TEXT if any(map(str.isalnum, signs)) else GRAPHIC if signs else 0


def faint_texts(screen):
    """Return what is painted too faintly, with its contrast; of a dialog without what lies dimmed under it."""
    region = next((box.region for box in screen.query(".dialog, CommandPalette #--container")), screen.region)
    found = set()
    for y, strip in enumerate(screen._compositor.render_strips()):
        for text, style, _ in strip.crop(region.x, region.right) if region.y <= y < region.bottom else ():
            if style and style.color and style.bgcolor:
                seen = contrast(style.color, style.bgcolor)
                if seen < needed(text):
                    found.add((text.strip(), round(seen, 2)))
    return found


@pytest.fixture
def faint():
    """``faint(screen)`` is what can hardly be made out on a screen."""
    return faint_texts
