"""The contact form over a real store: what is typed is saved, kept or asked about, never lost."""

from textual.events import Paste

from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.inputs import LineInput, NotesArea
from contacts_tui.app.forms.item_rows import ItemRow
from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.form import ContactForm, Existing


def form_of(folder):
    return ContactForm(folder.store, folder.store.read(folder.ADA_ID))


async def saved(stage):
    await stage.press("ctrl+s")
    await stage.until(lambda: stage.results)
    return stage.results[0]


async def test_an_edit_of_one_field_changes_one_line(folder, on_stage):
    grace = folder.root / "contacts" / "grace.yaml"
    before = grace.read_text().splitlines()
    async with on_stage(ContactForm(folder.store, folder.store.read(folder.GRACE_ID))) as stage:
        await stage.fill("#last_name", "Murray")
        applied = await saved(stage)
    assert applied.summary == "Grace Murray: last name changed"
    new = [line for line in grace.read_text().splitlines() if line not in before]
    assert [line for line in new if "tm_update" not in line] == ["last_name: Murray"]


async def test_saving_without_a_change_writes_nothing(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        assert await saved(stage) is None
    assert folder.ada.read_text() == folder.ADA


async def test_what_a_text_area_would_change_stays_when_other_fields_are_edited(folder, on_stage):
    folder.write(
        "contacts/ada.yaml", folder.ADA.replace("notes: |\n", 'odd: 1\nnotes: "a\\vb\\N\\tc\\Ld"\nrest: |\n')
    )
    folder.store.refresh()
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#last_name", "King")
        await saved(stage)
    assert folder.read().notes == "a\vb\x85\tc\u2028d"


async def test_a_new_contact_comes_from_the_form(folder, on_stage):
    draft = folder.store.draft()
    async with on_stage(ContactForm(folder.store, draft=draft)) as stage:
        await stage.type("Mary")
        await stage.press("tab")
        await stage.type("Jackson")
        await saved(stage)
    contact = folder.read(draft.id)
    assert (contact.first_name, contact.last_name, contact.source) == ("Mary", "Jackson", "manual")


async def test_a_number_shows_its_international_form_as_one_types(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        row = stage.screen.query(ItemRow).first()
        row.query_one(LineInput).value = "020 7946 0958"
        await stage.settle()
        assert "+442079460958" in stage.text()
        row.query_one(LineInput).value = "anonymous"
        await stage.settle()
        assert "kept as typed" in stage.text()
        await saved(stage)
    phone = folder.read().phone_numbers[0]
    assert (phone.number, phone.number_e164, phone.is_primary) == ("anonymous", "", True)


async def test_a_bad_address_is_refused_and_stays_typed(folder, on_stage):
    address = "Ann <ann@example.org>"
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#emails LineInput", address)
        await stage.press("ctrl+s")
        assert "not an e-mail address" in stage.text()
        assert stage.screen.query_one("#emails LineInput").value == address
        assert not stage.results
    assert folder.ada.read_text() == folder.ADA


async def test_rows_are_added_moved_made_primary_and_removed_by_key(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        stage.screen.query_one("#phones #add").focus()
        await stage.press("enter")
        await stage.type("+442079460958")
        await stage.press("ctrl+up", "ctrl+up", "ctrl+o")
        stage.screen.query(ItemRow)[1].query_one(LineInput).focus()
        await stage.press("ctrl+x")
        await saved(stage)
    phones = folder.read().phone_numbers
    assert [(phone.number, phone.type, phone.is_primary) for phone in phones] == [
        ("+442079460958", "mobile", True),
        ("+44 7700 900123", "pager", False),
    ]


async def test_a_second_primary_takes_it_from_the_first(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        stage.screen.query(ItemRow)[1].query_one(LineInput).focus()
        await stage.press("ctrl+o")
        await saved(stage)
    assert [phone.is_primary for phone in folder.read().phone_numbers] == [False, True]


async def test_an_odd_type_is_offered_to_its_own_item_only(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        first, second = stage.screen.query("#phones Choice").results(Choice)
        assert second.value == "pager"
        assert "pager" not in first.options


async def test_keys_choose_the_type(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        first, _ = stage.screen.query("#phones Choice").results(Choice)
        first.focus()
        await stage.press("m", "right", "left", "left", "right")
        assert first.value == "mobile"
        await saved(stage)
    assert folder.read().phone_numbers[0].type == "mobile"


async def test_a_click_moves_a_row(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.pilot.click(
            stage.screen.query(ItemRow)[0], offset=(stage.screen.query(ItemRow)[0].size.width - 5, 0)
        )
        await saved(stage)
    assert [phone.type for phone in folder.read().phone_numbers] == ["pager", "work"]


async def test_a_half_typed_row_is_left_out_not_refused(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        stage.screen.query_one("#emails #add").focus()
        await stage.press("enter")
        await stage.fill("#company", "X")
        await saved(stage)
    assert len(folder.read().emails) == 1


async def test_an_over_long_name_says_so_and_keeps_the_form(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#first_name", "x" * 101)
        await stage.press("ctrl+s")
        assert "1 more than the 100 that fit" in stage.text()
        assert not stage.results


async def test_an_empty_new_form_is_not_saved(folder, on_stage):
    async with on_stage(ContactForm(folder.store, draft=folder.store.draft())) as stage:
        await stage.press("ctrl+s")
        assert "nothing to save yet" in stage.text()


async def test_leaving_asks_only_when_something_was_typed(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.press("escape")
        assert stage.results == [None]
    async with on_stage(form_of(folder)) as stage:
        await stage.type("X")
        await stage.press("escape")
        assert isinstance(stage.screen, ConfirmScreen)
        await stage.press("n")
        assert stage.screen.query_one("#first_name").value == "AdaX"
        await stage.press("escape", "y")
        await stage.until(lambda: stage.results)
        assert stage.results == [None]
    assert folder.ada.read_text() == folder.ADA


async def test_a_write_that_fails_keeps_the_typed_text(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#company", "Babbage & Co")
        # An over-full disk and a folder of one's own both end here: the store can't write.
        folder.ada.parent.rename(folder.root / "elsewhere")
        (folder.root / "contacts").write_text("no folder any more")
        await stage.press("ctrl+s")
        await stage.until(
            lambda: stage.screen is not stage.app.shown or stage.screen.query_one("#problem").display
        )
        assert not stage.results
        assert stage.app.shown.query_one("#company").value == "Babbage & Co"
    assert (folder.root / "elsewhere" / "ada.yaml").read_text() == folder.ADA


async def test_a_change_on_disk_is_told_and_merged_on_saving(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#company", "Babbage & Co")
        await stage.change("contacts/ada.yaml", folder.ADA.replace("Lovelace", "King"))
        assert "changed on disk" in stage.text()
        assert stage.screen.query_one("#company").value == "Babbage & Co"
        await saved(stage)
    contact = folder.read()
    assert (contact.last_name, contact.company) == ("King", "Babbage & Co")


async def test_a_change_that_is_taken_back_is_told_no_longer(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.change("contacts/ada.yaml", folder.ADA.replace("Lovelace", "King"))
        await stage.change("contacts/ada.yaml", folder.ADA)
        assert "changed on disk" not in stage.text()


async def test_a_file_that_is_gone_is_offered_as_a_new_one(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#company", "Babbage & Co")
        await stage.change("contacts/ada.yaml", None)
        assert "gone from the disk" in stage.text()
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.screen, ConfirmScreen))
        await stage.press("y")
        await stage.until(lambda: stage.results)
    assert folder.read().company == "Babbage & Co"


async def test_a_file_that_was_renamed_is_still_the_contacts_file(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#company", "Babbage & Co")
        folder.ada.rename(folder.root / "contacts" / "countess.yaml")
        folder.store.refresh()
        await saved(stage)
    assert not folder.ada.exists()
    assert "Babbage & Co" in (folder.root / "contacts" / "countess.yaml").read_text()


async def test_tags_are_chosen_and_made_from_the_form(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        stage.screen.query_one("#tags").focus()
        await stage.press("enter")
        await stage.type("friend")
        await stage.press("enter", "ctrl+s")
        await stage.until(lambda: stage.screen is stage.app.shown)
        assert "friend" in stage.text()
        await saved(stage)
    names = [folder.store.snapshot.tag_name(ref) for ref in folder.read().tag_ids]
    assert names == ["vip", "friend"]


async def test_unknown_keys_stay(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        stage.screen.query_one(NotesArea).text = "Other notes."
        await stage.settle()
        await saved(stage)
    assert "birthday: 1815-12-10" in folder.ada.read_text()
    assert folder.read().notes == "Other notes."


async def test_everything_can_be_reached_on_a_small_terminal(folder, on_stage):
    async with on_stage(form_of(folder), size=(80, 24)) as stage:
        stage.screen.query_one(NotesArea).focus()
        await stage.settle()
        assert "Likes mathematics." in stage.text()
        assert "ctrl+s save" in stage.text()


def pasted(stage, text, selector="#first_name"):
    stage.screen.query_one(selector).post_message(Paste(text))


async def test_a_pasted_signature_fills_a_new_form_and_can_be_taken_back(folder, on_stage):
    draft = folder.store.draft()
    async with on_stage(ContactForm(folder.store, draft=draft)) as stage:
        pasted(stage, "Mary Jackson\nEngineer\nNASA Ltd\nM: 07700 900417\nmary@example.org")
        await stage.until(lambda: "07700 900417" in stage.text())
        await stage.press("ctrl+z")
        await stage.until(lambda: "Jackson" not in stage.text())
        await stage.press("ctrl+y")
        await stage.until(lambda: "Jackson" in stage.text())
        await saved(stage)
    contact = folder.read(draft.id)
    assert (contact.last_name, contact.company, contact.job_title) == ("Jackson", "NASA Ltd", "Engineer")
    assert [(phone.number_e164, phone.type) for phone in contact.phone_numbers] == [
        ("+447700900417", "mobile")
    ]
    assert [email.address for email in contact.emails] == ["mary@example.org"]


async def test_a_paste_keeps_what_stands_in_the_form(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        pasted(stage, "Ann Lee <ann@example.org>")
        await stage.settle()
        await saved(stage)
    contact = folder.read()
    assert contact.first_name == "Ada"
    assert [email.address for email in contact.emails] == ["ada@example.org", "ann@example.org"]


async def test_one_pasted_value_goes_where_the_cursor_is(folder, on_stage):
    async with on_stage(ContactForm(folder.store, draft=folder.store.draft())) as stage:
        pasted(stage, "Blue Kettle", "#company")
        await stage.settle()
        assert stage.screen.query_one("#company").value == "Blue Kettle"


async def test_undo_takes_back_a_word_and_a_removed_row(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#company", "")
        stage.screen.query_one("#company").focus()
        await stage.type("one two")
        await stage.press("ctrl+z")
        assert stage.screen.query_one("#company").value == "one "
        stage.screen.query(ItemRow)[0].field.focus()
        await stage.press("ctrl+x")
        await stage.until(lambda: len(stage.screen.query("#phones ItemRow")) == 1)
        await stage.press("ctrl+z")
        await stage.until(lambda: len(stage.screen.query("#phones ItemRow")) == 2)
        await saved(stage)
    assert [phone.type for phone in folder.read().phone_numbers] == ["work", "pager"]


async def test_a_new_contact_with_a_known_number_shows_whose_it_is(folder, on_stage):
    async with on_stage(ContactForm(folder.store, draft=folder.store.draft())) as stage:
        pasted(stage, "Ada Lovelace\nT: 020 7946 0018")
        await stage.until(lambda: "Looks like Ada Lovelace" in stage.text())
        await stage.press("ctrl+g")
        await stage.until(lambda: isinstance(stage.screen, ConfirmScreen))
        await stage.press("y")
        await stage.until(lambda: stage.results)
    assert stage.results == [Existing(folder.ADA_ID)]


async def test_an_unknown_key_is_edited_as_text(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        field = next(one for one in stage.screen.query(LineInput) if one.value == "1815-12-10")
        field.value = "1815-12-11"
        await stage.settle()
        await saved(stage)
    assert "birthday: '1815-12-11'" in folder.ada.read_text()


async def test_a_new_contact_is_created_when_it_is_saved(folder, on_stage):
    draft = folder.store.draft()
    async with on_stage(ContactForm(folder.store, draft=draft)) as stage:
        await stage.type("Mary")
        await saved(stage)
    assert folder.read(draft.id).tm_create > draft.tm_create


async def test_a_slip_in_a_mail_domain_is_hinted_at(folder, on_stage):
    async with on_stage(form_of(folder)) as stage:
        await stage.fill("#emails LineInput", "ada@gmial.com")
        await stage.until(lambda: "did you mean ada@gmail.com?" in stage.text())
