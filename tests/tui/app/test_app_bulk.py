"""Changing many contacts: chosen, looked at, made in one step, taken back."""


async def preview(app, moves, value):
    await app.press("asterisk", "b")
    await app.until(lambda: type(app.app.screen).__name__ == "BulkMenu")
    await app.pilot.press(*["down"] * moves, *value, "enter")
    await app.until(lambda: type(app.app.screen).__name__ == "BulkPreview" and app.app.screen._plan)
    await app.pilot.pause(0.05)


def painted(app):
    return "\n".join(strip.text for strip in app.app.screen._compositor.render_strips())


async def test_a_field_of_all_marked_ones_is_set_after_a_preview_and_undone_at_once(running, root):
    before = (root / "contacts/ada.yaml").read_text()
    async with running() as app:
        await preview(app, 0, "Acme")
        assert "company: Analytical Engines → Acme" in painted(app)
        assert "left out" in painted(app)
        assert (root / "contacts/ada.yaml").read_text() == before
        await app.pilot.press("enter")
        await app.until(lambda: app.app.screen is app.main)
        assert "company: Acme\n" in (root / "contacts/grace.yaml").read_text()
        await app.until(lambda: any("z takes it back" in toast for toast in app.toasts))
        await app.press("z")
        await app.until(lambda: (root / "contacts/ada.yaml").read_text() == before)


async def test_leaving_the_preview_changes_nothing(running, root):
    before = (root / "contacts/ada.yaml").read_text()
    async with running() as app:
        await preview(app, 10, "gb")
        assert "+442079460018" in painted(app)
        await app.pilot.press("escape")
        await app.until(lambda: app.app.screen is app.main)
        assert (root / "contacts/ada.yaml").read_text() == before


async def test_a_value_that_can_not_be_is_refused_in_the_menu(running):
    async with running() as app:
        await app.press("b")
        await app.until(lambda: type(app.app.screen).__name__ == "BulkMenu")
        await app.pilot.press(*["down"] * 8, *"pager", "enter")
        await app.pilot.pause(0.05)
        assert "type one of mobile" in painted(app)
