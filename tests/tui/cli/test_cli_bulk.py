"""Many contacts by a query: what would change, what was left out, one step back."""

BROKEN = "id: 22222222-d9cb-469f-a165-70867728950e\nfirst_name: Half\nemails: [none]\n"


def files(store):
    return {path.name: path.read_bytes() for path in (store / "contacts").glob("*.yaml")}


def test_a_dry_run_prints_the_changes_by_field_and_writes_nothing(run, store):
    before = files(store)
    done = run("set", "--where", "has:phone", "company=Acme", "--dry-run")
    assert done.code == 0
    assert "contacts/ada.yaml: company: Analytical Engines → Acme" in done.out
    assert files(store) == before
    preview = run("set", "--where", "has:phone", "company=Acme", "--dry-run", "--json").json
    assert [change["changes"][0]["new"] for change in preview] == ["Acme", "Acme"]


def test_national_numbers_become_e164_where_that_is_certain(run, store):
    (store / "contacts/cy.yaml").write_text("first_name: Cy\nphone_numbers: ['12345']\n")
    done = run("set", "--where", "has:phone", "--e164", "gb")
    assert done.code == 0
    assert "left out: Cy: 12345" in done.err
    text = (store / "contacts/ada.yaml").read_text()
    assert "number: '+442079460018'" in text or 'number: "+442079460018"' in text
    assert "# desk" in text
    assert "+46 8 123 456 78" in (store / "contacts/bo.yaml").read_text(), "already international"
    assert run("set", "ada", "--e164", "Nowhere").code == 2


def test_rm_and_restore_by_a_query_are_one_step(run, store):
    before = files(store)
    assert run("rm", "--where", "has:phone", "--dry-run").code == 0
    assert files(store) == before
    assert run("rm", "--where", "has:phone").code == 0
    assert run("list", "--json").json == []
    assert run("restore", "--where", "ada").code == 0
    assert run("undo").code == 0
    assert run("undo").code == 0
    assert files(store) == before


def test_whom_is_said_once(run, store):
    assert run("rm").code == 2
    assert run("rm", "ada", "--where", "bo").code == 2
    assert run("rm", "--where", "nobody").code == 1


def test_a_tag_for_all_that_match_and_a_file_that_can_not_be_changed(run, store):
    (store / "contacts/half.yaml").write_text(BROKEN)
    run("tag", "add", "vip")
    done = run("tag", "assign", "vip", "--where", "")
    assert done.code == 0
    assert "left out: Half" in done.err
    assert (store / "contacts/half.yaml").read_text() == BROKEN
    assert run("tag", "list", "--json").json[0]["contacts"] == 2
    assert "tag_ids" in run("tag", "rm", "vip", "--unassign", "--dry-run", "--json").out
    assert run("tag", "rm", "vip", "--unassign").code == 0
    assert "vip" not in (store / "contacts/ada.yaml").read_text()
    assert run("undo").code == 0
    assert "vip" in (store / "contacts/ada.yaml").read_text()


def test_merging_tags_can_be_tried(run, store):
    run("tag", "add", "vip")
    run("tag", "add", "important")
    run("tag", "assign", "vip", "ada")
    before = files(store)
    assert "contacts/ada.yaml: tag" in run("tag", "merge", "vip", "important", "--dry-run").out
    assert files(store) == before
