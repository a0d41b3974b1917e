"""QR codes: what is drawn is the code of the card, dark on light, and it fits."""

import pytest
import segno

from contacts_store.model.contact import Contact
from contacts_tui.app.qr import QUIET, code_of

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
INK = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def ann(**fields):
    return Contact.model_validate({"id": ID, "first_name": "Änn", "last_name": "Lee"} | fields)


def modules(lines):
    """Read the drawn lines back as rows of modules, without the quiet zone."""
    rows = [[INK[char][half] for char in line] for line in lines for half in (0, 1)]
    return [row[QUIET:-QUIET] for row in rows[QUIET:] if len(row)]


@pytest.mark.parametrize("size", [(200, 60), (72, 20)])
def test_the_drawn_modules_are_those_of_the_card(size):
    number = {"id": OTHER, "number": "020 7946 0018", "number_e164": "+442079460018"}
    code = code_of(ann(phone_numbers=[number]), *size)
    wanted = [list(row) for row in segno.make(code.card, error="l", micro=False, encoding="utf-8").matrix]
    assert modules(code.lines)[: len(wanted)] == wanted
    assert code.shortened == ""
    assert code.card.splitlines() == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Änn Lee",
        "N:Lee;Änn",
        "TEL:+442079460018",
        "END:VCARD",
    ]


def test_a_contact_that_is_too_large_is_shortened_and_it_is_said():
    large = ann(
        company="Analytical Engines",
        notes="x" * 5000,
        phone_numbers=[
            {"id": derived, "number": f"+44 20 7946 00{index:02}", "type": "work"}
            for index, derived in enumerate([ID, OTHER])
        ],
        emails=[{"id": ID, "address": "ann@example.org"}],
    )
    wide, low = code_of(large, 200, 60), code_of(large, 72, 20)
    assert wide.shortened == "without notes"
    assert "Analytical" in wide.card
    assert low.shortened.startswith("only")
    assert len(low.lines) <= 20
    assert code_of(large, 20, 5) is None
    lowest = code_of(large, 72, 19)
    assert lowest.card.splitlines() == [
        "BEGIN:VCARD",
        "VERSION:2.1",
        "N:Lee;Änn",
        "TEL:+44 20 7946 0000",
        "END:VCARD",
    ]


async def test_it_is_in_the_open_menu_and_has_a_key(running):
    async with running() as app:
        await app.press("o")
        await app.until(lambda: type(app.app.screen).__name__ == "Menu")
        labels = [choice.label for choice in app.app.screen.query_one("ChoiceRows").items]
        assert labels[-1] == "QR code of the vCard"
        await app.press("escape", "Q")
        await app.until(lambda: type(app.app.screen).__name__ == "QrScreen")
        await app.until(lambda: app.app.screen.query_one("#qr").size.width > 20)
        code = app.app.screen.query_one("#qr")
        assert code.styles.background.rgb == (255, 255, 255)
        assert code.size.height * 2 >= code.size.width
        await app.press("escape")
        await app.until(lambda: type(app.app.screen).__name__ == "MainScreen")
