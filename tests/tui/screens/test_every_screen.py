"""What holds for all dialogs: hostile texts are inert and visible, and every theme is legible as painted."""

import re
from dataclasses import replace

import pytest
from textual.screen import Screen

from contacts_store.errors import Conflict
from contacts_store.finding import Degree, Finding
from contacts_store.merge.threeway import merge
from contacts_store.operations.merging import Joining
from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.conflict import ConflictScreen, UnreadableScreen
from contacts_tui.app.screens.duplicates_merge import MergeScreen
from contacts_tui.app.screens.findings import FindingsScreen
from contacts_tui.app.screens.form import ContactForm
from contacts_tui.app.screens.tag_form import TagForm
from contacts_tui.app.screens.tag_picker import TagChooser, TagPicker
from contacts_tui.app.screens.theme_picker import ThemePicker
from contacts_tui.app.themes import ThemeCatalogue

HOSTILE = {
    "a [/b] [@click=app.quit]x[/] [red]Sales[/red] :smile: $primary": ("[/b] [@click", "[red]Sales[/red]"),
    "\x1b[2J\x9b2J\x85\x00\x7f\b\r\n\tx \x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x1b\\": ("␛[2J", "<U+009B>2J"),
    "漢字 👩‍👩‍👧 e\u0301\u0301 \u202egnorw\u2066\u2069\u2028\u2029\ufeff مرحبا \\": ("<U+202E>gnorw", "漢字"),
}
"""Texts, each with what must be readable of it."""


def quoted(text):
    escaped = "".join(char if char.isalnum() else f"\\U{ord(char):08x}" for char in text)
    return f'"{escaped}"'


def fill_with(folder, text):
    """Put a text into every field of a contact, a tag, an unknown tag, and a broken file's name."""
    value = quoted(text)
    fields = (
        "first_name",
        "last_name",
        "display_name",
        "company",
        "job_title",
        "external_id",
        "notes",
        "odd",
    )
    lines = [
        f"id: {folder.ADA_ID}",
        *(f"{field}: {value}" for field in fields),
        f"tag_ids: [{folder.VIP_ID}, {value}]",
    ]
    lines += ["phone_numbers:", f"  - number: {quoted(text[:30])}", f"    type: {value}"]
    folder.write("contacts/ada.yaml", "\n".join(lines) + "\n")
    folder.write("tags/vip.yaml", f"id: {folder.VIP_ID}\nname: {value}\ndetail: {value}\n")
    name = text.replace("/", "").replace("\0", "")
    folder.write(f"contacts/{name}.yaml", f"id: {value}\n{value}: 1\n")
    folder.store.refresh()


def conflict_of(folder, text):
    base = folder.read()
    ours, theirs = base.with_changes(company=f"{text}1"), base.with_changes(company=f"{text}2", notes=text)
    return Conflict(f"contacts/{text}.yaml", base, ours, theirs, merge(base, ours, theirs).conflicts)


def twins_of(folder, text):
    loaded = folder.store.read(folder.ADA_ID)
    twin = loaded.contact.with_changes(id=folder.GRACE_ID, company=f"{text}2", notes=text)
    return Joining(loaded, replace(loaded, contact=twin))


def screens_of(folder, text=""):
    """Return every dialog, with the text wherever a text can be."""
    conflict = conflict_of(folder, text)
    finding = Finding(Degree.ERROR, f"contacts/{text}.yaml", 1, 1, text, text, text)
    unreadable = Conflict("x", conflict.base, conflict.ours, None, (), (finding,))
    return {
        "form": ContactForm(folder.store, folder.store.read(folder.ADA_ID)),
        "conflict": ConflictScreen(conflict, {}),
        "unreadable": UnreadableScreen(unreadable, f"{text}\n{text}", folder.ada, [text]),
        "findings": FindingsScreen(folder.store),
        "merge": MergeScreen(folder.store, twins_of(folder, text)),
        "picker": TagPicker(folder.store, (folder.ADA_ID,)),
        "chooser": TagChooser(folder.store, (folder.VIP_ID, text)),
        "tag": TagForm(folder.store, folder.store.snapshot.tag(folder.VIP_ID)),
        "confirm": ConfirmScreen(f"Delete {text}?", f"Yes {text}", f"No {text}"),
    }


NAMES = ("form", "conflict", "unreadable", "findings", "merge", "picker", "chooser", "tag", "confirm")


@pytest.mark.parametrize("name", NAMES)
async def test_hostile_text_is_inert_and_visible(folder, on_stage, name):
    async with on_stage(Screen(), size=(140, 60)) as stage:
        for text, visible in HOSTILE.items():
            fill_with(folder, text)
            await stage.app.switch_screen(screens_of(folder, text)[name])
            await stage.settle()
            painted = stage.text()
            for _ in HOSTILE:  # each left a broken file
                await stage.press("down")
                painted += stage.text()
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", painted)
            assert all(part in painted for part in visible)
            stage.screen.show_problem(text)
            stage.screen.show_notice(text)
            await stage.settle()
            await stage.press("tab")
            assert "\x1b" not in stage.text()


@pytest.mark.parametrize("key", ["ctrl+v", "paste"])
async def test_pasted_controls_become_visible(folder, on_stage, key):
    from textual.events import Paste

    from contacts_tui.app.forms.inputs import NotesArea

    async with on_stage(screens_of(folder)["form"]) as stage:
        for selector in ("#company", "#notes"):
            field = stage.screen.query_one(selector)
            field.focus()
            await stage.settle()
            if key == "paste":
                field.post_message(Paste("\x1b[2J\x9b"))
            else:
                stage.app._clipboard = "\x1b[2J\x9b"
                await stage.press(key)
            await stage.settle()
            value = field.text if isinstance(field, NotesArea) else field.value
            assert "␛[2J<U+009B>" in value


@pytest.mark.parametrize("name", [*NAMES, "themes"])
async def test_every_painted_word_is_legible_in_every_theme(folder, on_stage, faint, name):
    folder.write("contacts/bad.yaml", 'id: "\n')
    folder.store.refresh()
    screen = ThemePicker() if name == "themes" else screens_of(folder, "word")[name]
    catalogue = ThemeCatalogue()
    catalogue.load()
    async with on_stage(screen) as stage:
        if name != "themes":
            stage.screen.show_problem("a problem")
            stage.screen.show_notice("a notice")
        for number, theme in enumerate(catalogue.themes):
            if number % 4 == 3:  # what has the focus looks different
                await stage.press("tab")
            stage.app.theme = theme
            await stage.pilot.pause()
            assert not faint(stage.screen), theme


async def test_the_theme_is_tried_on_while_moving_and_put_back(on_stage):
    async with on_stage(ThemePicker()) as stage:
        before = stage.app.theme
        await stage.press("g")
        first = stage.app.theme
        await stage.press("down")
        assert stage.app.theme != first
        await stage.press("escape")
        assert (stage.app.theme, stage.results) == (before, [None])


async def test_the_chosen_theme_stays(on_stage):
    async with on_stage(ThemePicker()) as stage:
        await stage.press("G", "enter")
        assert stage.app.theme == "solarized-light"
        assert stage.results == ["solarized-light"]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("y",), True),
        (("n",), False),
        (("escape",), False),
        (("enter",), False),
        (("left", "enter"), True),
    ],
)
async def test_a_question_is_answered_by_key(on_stage, keys, answer):
    async with on_stage(ConfirmScreen("Sure?")) as stage:
        await stage.press(*keys)
        assert stage.results == [answer]
