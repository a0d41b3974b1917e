"""Texts that terminals obey and markup parsers run, in every field, tag and file name: shown as they stand."""

import json
import unicodedata

import pytest

MARKUP = "[/] [red]x[/red] [@click=app.quit]go[/] [link=https://e.example]l :smile: \\["
TERMINAL = "\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x1b\\ \x9b31m \x00 \x7f \x85"
LAYOUT = "\u202eevil\u2066 two\nlines\ttab \ufeff\u2028 " + "e" + "\u0301" * 300
WIDE = "张伟👩‍🚀🇩🇪❤️ नमस्ते مرحبا"
LONG = "long " * 18
PAYLOADS = [MARKUP, TERMINAL, LAYOUT, WIDE, LONG]
IDS = ["markup", "terminal", "layout", "wide", "long"]


def hostile_files(payload):
    """A store in which a payload stands wherever a text can."""
    text = json.dumps(payload[:99])
    short = json.dumps(payload[:29])
    file_name = payload.replace("/", "").replace("\x00", "")[:30] + ".yaml"
    contact = f"""\
id: 00000000-0000-4000-8000-00000000000a
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
tag_ids:
  - 11111111-0000-4000-8000-00000000000a
  - {text}
{text}: {text}
"""
    return {
        "contacts-tui.yaml": "format: 1\n",
        f"contacts/{file_name}": contact,
        "contacts/broken.yaml": f"first_name: {text}\nemails: [{text}]\n",
        "tags/tag.yaml": f"id: 11111111-0000-4000-8000-00000000000a\nname: {text}\ncolor: teal\ndetail: {text}\n",
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
def hostile_root(request, tmp_path):
    root = tmp_path / "people"
    for name, text in hostile_files(request.param).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("hostile_root", PAYLOADS, ids=IDS, indirect=True)
async def test_every_screen_draws_them_literally(running, hostile_root):
    async with running(root=hostile_root, size=(160, 60)) as app:
        assert_harmless(app)
        for keys in (["G"], ["g"], ["1", "G"], ["2", "slash", "e", "enter", "escape"], ["3", "down", "G"]):
            await app.press(*keys)
            assert_harmless(app)
        await app.press("2", "g")
        for key in ("e", "t", "exclamation_mark", "ctrl+p", "question_mark", "n"):
            await app.press(key)
            await app.until(lambda: app.app.screen is not app.main)
            if key == "ctrl+p":
                await app.pilot.press("e")
                await app.pilot.pause(0.3)
            assert_harmless(app)
            await app.pilot.press("escape")
            await app.until(lambda: app.app.screen is app.main)
        await app.press("1", "G", "e")
        await app.until(lambda: app.app.screen is not app.main)
        assert_harmless(app)
        await app.press("escape")


@pytest.mark.parametrize("hostile_root", [MARKUP, TERMINAL], ids=["markup", "terminal"], indirect=True)
async def test_toasts_show_them_literally(running, hostile_root):
    async with running(root=hostile_root, size=(160, 60)) as app:
        await app.press("d")
        await app.until(app.told)
        await app.settle()
        assert_harmless(app)
        await app.press("j", "d")
        await app.settle()
        assert_harmless(app)
        assert app.app.is_running
