"""Texts that terminals obey and markup parsers run, in every field, tag and file name: shown as they stand."""

import json
import unicodedata

import pytest
from textual.command import CommandList

MARKUP = "[/] [red]x[/red] [@click=app.quit]go[/] [link=https://e.example]l :smile: \\["
TERMINAL = "\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x1b\\ \x9b31m \x00 \x7f \x85"
LAYOUT = "\u202eevil\u2066 two\nlines\ttab \ufeff\u2028 " + "e" + "\u0301" * 300
WIDE = "张伟👩‍🚀🇩🇪❤️ नमस्ते مرحبا"
LONG = "long " * 18
PAYLOADS = [MARKUP, TERMINAL, LAYOUT, WIDE, LONG]


def hostile_files(number, payload):
    """Files in which a payload stands wherever a text can."""
    text = json.dumps(payload[:90])
    short = json.dumps(payload[:29])
    file_name = payload.replace("/", "").replace("\x00", "")[:30]
    tag_id = f"11111111-0000-4000-8000-00000000000{number}"
    contact = f"""\
id: 00000000-0000-4000-8000-00000000000{number}
display_name: {json.dumps(f"{number} {payload[:90]}")}
first_name: {text}
last_name: {text}
company: {text}
job_title: {text}
external_id: {text}
source: {text}
notes: {text}
phone_numbers:
  - number: {short}
    type: {text}
tag_ids: [{tag_id}, {text}]
{text}: {text}
"""
    return {
        f"contacts/{file_name}{number}.yaml": contact,
        f"contacts/broken{number}.yaml": f"first_name: {text}\nemails: [{text}]\n",
        f"tags/tag{number}.yaml": f"id: {tag_id}\nname: {text}\ncolor: teal\ndetail: {text}\n",
    }


def assert_harmless(app):
    lines = [
        strip.text
        for widget in app.app.screen.walk_children()
        for strip in widget.render_lines(widget.size.region)
    ]
    bad = {char for line in lines for char in line if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}}
    assert not bad
    assert not set("".join(lines)) & set("\u202e\u2066\ufeff")


@pytest.fixture
def hostile_root(tmp_path):
    files = {"contacts-tui.yaml": "format: 1\n"}
    for number, payload in enumerate(PAYLOADS):
        files |= hostile_files(number, payload)
    for name, text in files.items():
        path = tmp_path / "people" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "people"


async def look_at(app, key):
    """Open a screen by its key, look at it, and leave it."""
    await app.pilot.press(key)
    await app.until(lambda: app.app.screen is not app.main)
    await app.settle()
    assert_harmless(app)
    await app.pilot.press("escape")
    await app.until(lambda: app.app.screen is app.main)


async def test_every_pane_draws_them_literally(running, hostile_root):
    async with running(root=hostile_root, size=(160, 60)) as app:
        for _ in app.contacts.items:
            assert_harmless(app)
            await app.press("j")
        await app.press("slash", *"red")
        assert_harmless(app)
        assert MARKUP[:20] in app.text(app.contacts)
        await app.press("escape", "1", "G")
        assert_harmless(app)


async def test_every_screen_draws_them_literally(running, hostile_root):
    async with running(root=hostile_root, size=(160, 60)) as app:
        for row in app.contacts.items:
            if not row.is_broken:
                await look_at(app, "e")
            await app.press("j")
        for key in ("t", "exclamation_mark", "n"):
            await look_at(app, key)
        await app.press("1", "G")
        await look_at(app, "e")


async def test_palette_and_toasts_draw_them_literally(running, hostile_root):
    async with running(root=hostile_root, size=(160, 60)) as app:
        await app.pilot.press("ctrl+p", *"red")
        found = app.app.screen.query_one(CommandList)
        await app.until(lambda: MARKUP[:20] in app.text(found))
        assert_harmless(app)
        await app.press("escape")
        for _ in PAYLOADS:
            await app.press("d")
        await app.until(app.told)
        assert_harmless(app)
        assert app.app.is_running
