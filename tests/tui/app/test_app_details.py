"""What the details pane says about a contact, and how its cursor goes from value to value."""

from datetime import UTC, datetime, timedelta

import pytest

from contacts_tui.app.panes.moments import age

PRESENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TWIN = """\
first_name: Augusta
last_name: King
id: 00000000-0000-4000-8000-000000000009
phone_numbers:
  - number: "+442079460018"
    number_e164: "+442079460018"
emails: [ada@analytical.example.com]
"""


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(days=3, hours=5), "3 days ago"),
        (timedelta(days=15), "2 weeks ago"),
        (timedelta(days=400), "1 year ago"),
        (timedelta(hours=-2), "in 2 hours"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(back, words):
    assert age(PRESENT - back, PRESENT) == words


async def test_numbers_are_told_as_typed_in_e164_and_as_dialled_in_their_region(running):
    async with running(size=(180, 50)) as app:
        text = " ".join(app.text(app.details).split())
        assert "020 7946 0018 +442079460018 GB 020 7946 0018" in text
        assert "+44 7700 900123 ★ +447700900123 07700 900123" in text


async def test_others_with_the_same_number_or_address_are_named_and_gone_to(running, root):
    (root / "contacts/twin.yaml").write_text(TWIN)
    async with running(size=(180, 50)) as app:
        assert app.text(app.details).count("also used by Augusta King") == 2
        await app.press("3", "j", "j")
        assert app.details.current.kind == "contact"
        assert app.details.current.text == "Augusta King"


async def test_nested_unknown_keys_and_ages_are_readable(running, root):
    with (root / "contacts/ada.yaml").open("a") as file:
        file.write("social: {site: [https://ada.example, b]}\n")
    async with running(size=(180, 60)) as app:
        text = app.text(app.details)
        assert "social.site[1]  b" in text
        assert "ago)" in text


async def test_the_cursor_begins_at_the_primary_number_and_reaches_every_value(running):
    async with running(size=(180, 60)) as app:
        await app.press("3")
        assert app.details.current.text == "+44 7700 900123"
        await app.press("k", "k", "k", "k", "k")
        texts = [app.details.current.text]
        for _ in range(14):
            await app.press("j")
            texts.append(app.details.current.text)
        assert texts[:3] == ["Ada Lovelace", "Mathematician · Analytical Engines", "vip, science"]
        assert "First programmer.\nLikes poetry." in texts
        assert texts[-1] == "contacts/ada.yaml"


async def test_a_value_longer_than_the_pane_is_scrolled_through_before_the_next(running, root):
    lines = "".join(f"  line {number}\n" for number in range(60))
    (root / "contacts/alan.yaml").write_text(f"first_name: Alan\nnotes: |\n{lines}birthday: 1912\n")
    async with running(size=(120, 20)) as app:
        await app.press("j", "3")
        while app.details.current.text != "1912":
            await app.pilot.press("j")
        await app.press("k")
        assert app.details.current.text.startswith("line 0")
        assert "line 59" in app.text(app.details)


async def test_what_the_search_matched_is_set_off_in_the_values_until_it_is_cleared(running):
    def underlined(app):
        pane = app.details
        lines = map(pane.render_line, range(pane.scrollable_content_region.height))
        return [piece.text for line in lines for piece in line if piece.style and piece.style.underline]

    async with running(size=(180, 50)) as app:
        await app.press("slash", *"notes:POETRY lovel -grace", "enter")
        assert set(underlined(app)) == {"Lovel", "poetry"}
        await app.press("escape")
        assert underlined(app) == []


@pytest.mark.parametrize("width", [60, 61, 70, 80, 100, 120])
async def test_a_number_is_never_broken_over_lines(running, width):
    async with running(size=(width, 20)) as app:
        await app.press("3")
        lines = app.text(app.details).splitlines()
        for number in ("+44 7700 900123 ★", "+447700900123", " 07700 900123"):
            assert any(number in line for line in lines), lines


async def test_sixty_columns_show_one_pane(running):
    async with running(size=(60, 20)) as app:
        for key, pane in (("1", app.tags), ("3", app.details), ("2", app.contacts)):
            await app.press(key)
            assert [each for each in (app.tags, app.contacts, app.details) if each.display] == [pane]
            assert pane.region.width == 60
