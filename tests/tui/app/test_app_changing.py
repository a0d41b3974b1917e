"""Changing contacts by keys, on real files."""

import subprocess

from contacts_tui.app.configuration import Configuration


def run(command, cwd=None):
    subprocess.run(command, cwd=cwd, check=True)


def text_of(root, name):
    return (root / "contacts" / f"{name}.yaml").read_text(encoding="utf-8")


async def test_delete_goes_to_the_trash_and_undo_takes_it_back(running, root):
    before = text_of(root, "ada")
    async with running() as app:
        await app.press("d")
        await app.until(lambda: app.names[0] == "Alan Turing")
        assert app.contacts.current.name == "Alan Turing", "the cursor takes the next one"
        assert "Ada Lovelace: moved to trash — z takes it back" in app.toasts
        assert "tm_delete" in text_of(root, "ada")
        await app.press("z")
        await app.until(lambda: app.names[0] == "Ada Lovelace")
        assert text_of(root, "ada") == before
        assert any("undone" in toast and "Z does it again" in toast for toast in app.toasts)
        await app.press("Z")
        await app.until(lambda: app.names[0] == "Alan Turing")


async def test_delete_and_restore_all_marked_ones(running, root):
    async with running() as app:
        await app.press("space", "space", "d")
        await app.until(lambda: app.names == ["Grace Hopper", "Half Written"])
        await app.press("T")
        assert app.names == ["Ada Lovelace", "Alan Turing", "Charles Babbage"]
        await app.press("space", "space", "u")
        await app.until(lambda: app.names == ["Charles Babbage"])
        assert "tm_delete: null" not in text_of(root, "ada")


async def test_what_went_to_the_trash_is_no_longer_marked(running):
    async with running() as app:
        await app.press("space", "space", "d")
        await app.until(lambda: app.names == ["Grace Hopper", "Half Written"])
        await app.until(lambda: app.status.marked == 0)
        await app.press("d")
        await app.until(lambda: app.names == ["Half Written"])


async def test_toasts_name_the_keys_that_the_person_chose(running):
    keymap = {"history.undo": "ctrl+z", "history.redo": "f8", "contact.open": "f4"}
    async with running(configuration=Configuration(keymap=keymap)) as app:
        await app.press("d")
        await app.until(lambda: "Ada Lovelace: moved to trash — ^z takes it back" in app.toasts)
        await app.press("ctrl+z")
        await app.until(lambda: "undone: Ada Lovelace: moved to trash — f8 does it again" in app.toasts)
        await app.press("G", "e")
        await app.until(lambda: any("mended: f4 opens the file" in toast for toast in app.toasts))


async def test_purge_asks_and_then_removes_the_file(running, root):
    async with running() as app:
        await app.press("T", "X")
        await app.until(lambda: type(app.app.screen).__name__ == "ConfirmScreen")
        await app.press("n")
        assert (root / "contacts/old.yaml").exists()
        await app.press("X")
        await app.until(lambda: type(app.app.screen).__name__ == "ConfirmScreen")
        await app.press("y")
        await app.until(lambda: not (root / "contacts/old.yaml").exists())
        await app.until(lambda: app.names == [])
        await app.press("z")
        await app.until((root / "contacts/old.yaml").exists)


async def test_a_broken_file_is_not_touched(running, root):
    before = text_of(root, "broken")
    async with running() as app:
        await app.press("G", "d")
        await app.until(app.told)
        assert text_of(root, "broken") == before
        assert app.names[-1] == "Half Written"


async def test_the_number_at_the_cursor_becomes_the_primary_one(running, root):
    async with running() as app:
        await app.press("3", "down", "p")
        await app.until(lambda: app.contacts.current.phone == "020 7946 0018")
        assert text_of(root, "ada").count("is_primary: true") == 2, "one number, one address"
        assert "020 7946 0018 ★" in app.text(app.details)


async def test_undo_with_nothing_to_undo_says_so(running):
    async with running() as app:
        await app.press("z")
        await app.until(app.told)
        assert app.app.is_running


async def test_a_form_saves_through_to_file_list_and_toast(running, root):
    async with running() as app:
        await app.press("e")
        await app.until(lambda: type(app.app.screen).__name__ == "ContactForm")
        await app.pilot.press("end", *" King", "ctrl+s")
        await app.until(lambda: app.app.screen is app.main)
        await app.until(lambda: app.names[0] == "Ada King Lovelace")
        assert "first_name: Ada King\n" in text_of(root, "ada")


async def test_a_new_contact_gets_the_cursor_whatever_was_shown(running):
    async with running() as app:
        await app.press("/", *"grace", "enter", "T", "n")
        await app.until(lambda: type(app.app.screen).__name__ == "ContactForm")
        await app.pilot.press(*"Emmy", "ctrl+s")
        await app.until(lambda: app.app.screen is app.main)
        await app.until(lambda: app.contacts.current and app.contacts.current.name == "Emmy")
        assert app.names == ["Ada Lovelace", "Alan Turing", "Emmy", "Grace Hopper", "Half Written"]


async def test_tags_are_made_and_deleted_from_their_pane(running, root):
    async with running() as app:
        await app.press("1", "n")
        await app.until(lambda: type(app.app.screen).__name__ == "TagForm")
        await app.pilot.press(*"family", "ctrl+s")
        await app.until(lambda: app.app.screen is app.main)
        await app.until(lambda: "family" in [entry.label for entry in app.tags.items])
        await app.press("end", "d")
        await app.until(lambda: type(app.app.screen).__name__ == "ConfirmScreen")
        await app.press("y")
        await app.until(lambda: "tm_delete" in (root / "tags/vip.yaml").read_text())


async def test_sed_in_another_terminal_is_seen_and_everything_else_stays(running, root):
    async with running() as app:
        await app.press("j", "space", "3")
        run(["sed", "-i", "s/last_name: Hopper/last_name: Murray/", root / "contacts/grace.yaml"])
        await app.until(lambda: "Grace Murray" in app.names)
        assert app.contacts.cursor == 2
        assert app.status.marked == 1
        assert app.app.focused is app.details


async def test_a_change_of_the_contact_on_screen_reaches_the_details(running, root):
    async with running() as app:
        path = root / "contacts/ada.yaml"
        path.write_text(path.read_text().replace("Likes poetry.", "Likes engines."))
        await app.until(lambda: "Likes engines." in app.text(app.details))


async def test_a_deleted_file_leaves_the_list_and_the_cursor_near(running, root):
    async with running() as app:
        await app.press("j")
        (root / "contacts/alan.yaml").unlink()
        await app.until(lambda: "Alan Turing" not in app.names)
        assert app.contacts.current.name == "Grace Hopper"


async def test_a_half_written_file_is_marked_and_heals(running, root):
    async with running() as app:
        path = root / "contacts/grace.yaml"
        whole = path.read_text()
        path.write_text(whole + "emails: [")
        await app.until(
            lambda: any(row.is_broken and row.name == "Grace Hopper" for row in app.contacts.items)
        )
        path.write_text(whole)
        await app.until(
            lambda: not any(row.is_broken and row.name == "Grace Hopper" for row in app.contacts.items)
        )


async def test_the_status_line_names_branch_and_changes(running, root):
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "all"]):
        run(["git", *command], cwd=root)
    async with running() as app:
        await app.until(lambda: app.status.branch == "main")
        (root / "contacts/alan.yaml").unlink()
        await app.until(lambda: app.status.changed_files == 1)


async def test_rescan_finds_what_changed_and_says_when_nothing_did(running):
    async with running() as app:
        await app.press("R")
        await app.until(lambda: "every file is as it was" in app.toasts)
