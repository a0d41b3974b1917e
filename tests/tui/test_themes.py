"""Themes: the shipped ones are whole and legible; a person's own override them, and errors have a place."""

import pytest
from textual.app import App
from textual.color import Color
from textual.widgets import Static

from contacts_tui.app.theme_file import VARIABLES, read_theme_file
from contacts_tui.app.theme_files import DARK, LIGHT, MONOCHROME, shipped_folder
from contacts_tui.app.theme_reading import read_in_any_form
from contacts_tui.app.themes import ThemeCatalogue, variable_defaults

TEXTS = (
    *("foreground", "muted", "mark", "match", "star", "broken", "deleted", "tag"),
    *("finding-error", "finding-warning", "finding-hint", "primary", "accent", "success", "warning", "error"),
    *("text-muted", "text-primary", "text-error", "text-warning", "text-success", "text-accent"),
)
GROUNDS = ("background", "surface", "panel", "zebra", "cursor-blurred")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *(
        (text, "cursor")
        for text in ("cursor-text", "muted", "mark", "match", "star", "broken", "deleted", "tag")
    ),
    *((f"finding-{degree}", "cursor") for degree in ("error", "warning", "hint")),
    ("button-text", "button"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
]
AA = 4.5
"""The least contrast of text (WCAG 2.1, success criterion 1.4.3)."""


def luminance(color):
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def catalogue(folder=None):
    found = ThemeCatalogue(folder)
    found.load()
    return found


def resolved(theme):
    return theme.to_color_system().generate() | theme.variables


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "themes"
    folder.mkdir()

    def write(name, text):
        (folder / name).write_text(text)
        return catalogue(folder)

    return write


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped_folder().glob("*.yaml")))
def test_every_text_of_a_shipped_theme_is_legible(name):
    colors = resolved(catalogue().themes[name])
    faint = {
        (text, ground): round(ratio, 2)
        for text, ground in PAIRS
        if (ratio := contrast(Color.parse(colors[text]), Color.parse(colors[ground]))) < AA
    }
    assert not faint


def test_the_shipped_themes_are_whole_and_of_every_kind():
    found = catalogue()
    assert not found.problems
    assert {DARK, LIGHT, MONOCHROME} <= found.themes.keys()
    assert {theme.dark for theme in found.themes.values()} == {True, False}
    assert all(theme.variables.keys() >= VARIABLES.keys() for theme in found.themes.values())


def test_the_monochrome_theme_has_no_hue():
    theme = catalogue().themes[MONOCHROME]
    assert all(len(set(Color.parse(color).rgb)) == 1 for color in theme.variables.values())


def test_an_own_theme_may_override_a_part(own):
    found = own("ink.yaml", 'extends: ink\ncolors: {primary: "#ff8800"}\nvariables: {star: gold}\n')
    assert found.themes["ink"].primary == "#ff8800"
    assert found.themes["ink"].variables["star"] == "gold"
    assert found.themes["ink"].background == catalogue().themes["ink"].background


def test_own_themes_may_extend_each_other(own):
    own("one.yaml", "extends: paper\nvariables: {mark: green}\n")
    found = own("two.yaml", "extends: one\nname: second\nvariables: {star: navy}\n")
    assert found.themes["second"].variables["mark"] == "green"
    assert not found.themes["second"].dark


def test_one_colour_makes_a_theme(own):
    found = own("plain.yaml", "colors: {primary: teal}\ndark: false\n")
    assert not found.problems
    assert found.themes["plain"].variables["pane-border-focus"].lower() == "#008080"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("colors:\n  primary: octarine\n", "2:12", "'octarine' is no colour"),
        ("colors:\n  primary: #fff\n", "2:", "a text is missing"),
        ("colors:\n  primari: teal\n", "2:3", "did you mean primary?"),
        ("colors: {primary: teal}\nvariables:\n  curser: red\n", "3:3", "did you mean cursor?"),
        ("colors: {primary: teal}\nvariables:\n  link-style: blinking\n", "3:15", "no text style"),
        ("colors: {primary: teal}\ndark: maybe\n", "2:7", "neither true nor false"),
        ("colours: {primary: teal}\n", "1:1", "did you mean colors?"),
        ("colors: teal\n", "1:9", "names with values"),
        ("dark: true\n", "", "no primary colour"),
        ("extends: nowhere\n", "", "which is no other theme"),
        ("extends: bad\n", "", "which is no other theme"),
        ("colors: [\n", "", "bracket"),
    ],
)
def test_a_bad_theme_names_the_place_and_hides_no_other(own, text, place, words):
    found = own("bad.yaml", text)
    (problem,) = found.problems
    assert f"bad.yaml:{place}" in str(problem) if place else "bad.yaml" in str(problem)
    assert words in str(problem)
    assert problem.remedy
    assert found.themes.keys() == catalogue().themes.keys()


def test_a_file_that_can_not_be_read_is_a_finding(tmp_path):
    (tmp_path / "dir.yaml").mkdir()
    (problem,) = catalogue(tmp_path).problems
    assert problem.remedy == "make the file readable"


class Painted(App):
    CSS = "Static { background: $cursor; }"

    def get_theme_variable_defaults(self):
        return variable_defaults()

    def compose(self):
        yield Static("x")


async def test_an_edited_theme_shows_at_once(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text('extends: ink\nvariables: {cursor: "#112233"}\n')
    themes = catalogue(tmp_path)
    app = Painted()
    async with app.run_test() as pilot:
        themes.install(app)
        app.theme = "mine"
        await pilot.pause()
        assert not themes.is_stale()
        assert app.query_one(Static).styles.background.hex == "#112233"
        file.write_text('extends: ink\nvariables: {cursor: "#445566", star: red}\n')
        assert themes.is_stale()
        themes.load()
        themes.install(app)
        await pilot.pause()
        assert app.query_one(Static).styles.background.hex == "#445566"


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_short_way_of_reading_a_theme_says_what_the_parser_says(path):
    assert read_theme_file(path) == read_in_any_form(path, path.read_bytes())
