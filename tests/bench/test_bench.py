"""The bench runs and tells every stage; how long each takes is nobody's failure."""

import json
import os
import sys
from pathlib import Path

import pytest
from tests.bench import __main__ as bench
from tests.bench import following, keys, opening, saving, searching
from tests.bench.stores import codec, files, make_store

from contacts_store.document.document import Document
from contacts_store.store import Store

ROOT = Path(__file__).parents[2]
GROUPS = ("opening", "searching", "saving", "importing", "commands", "edits", "memory")


@pytest.fixture(autouse=True)
def _little_work(monkeypatch):
    """Measure once what a judgement needs many times, in processes that find both packages."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'store'}{os.pathsep}{ROOT / 'tui'}")
    monkeypatch.setattr(opening, "RACY_SECONDS", 0)
    monkeypatch.setattr(opening, "SMALL", 20)
    monkeypatch.setattr(searching, "WORDS", 5)
    monkeypatch.setattr(saving, "SAVES", 2)
    monkeypatch.setattr(following, "EDITS_A_ROUND", 1)


def test_every_group_tells_its_stages(monkeypatch, capsys):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    wanted = [word for group in GROUPS for word in ("--only", group)]
    monkeypatch.setattr(sys, "argv", ["bench", "--sizes", "70", "--rounds", "1", "--json", "-", *wanted])
    bench.main()
    measures = json.loads(capsys.readouterr().out)["measures"]
    assert {measure["contacts"] for measure in measures} == {70}
    stages = [measure["stage"] for measure in measures]
    assert len(set(stages)) == len(stages)
    assert {measure["met"] for measure in measures if measure["target"] is None} == {None}
    for word in ("cold", "warm", "search", "save", "import vCards", "lookup", "phone"):
        assert any(word in stage for stage in stages)


def test_keys_are_measured_in_the_app_itself(tmp_path):
    make_store(tmp_path / "s", 20)
    measures = list(keys.keys(tmp_path / "s", 1, (("down", (b"j",) * 2),)))
    assert [measure.stage for measure in measures] == ["key: down"]
    assert min(measures[0].taken) > 0


def test_a_store_is_the_same_each_time_and_as_our_own_writer_writes_it():
    found = list(files(200))
    assert found == list(files(200))
    ours = [(path, text) for path, text in found if "\nsource: " in text]
    assert len(ours) > 190
    writer = codec()
    for path, text in ours:
        contact, findings = writer.read(Document.read(text.encode()), path)
        assert not findings
        assert (writer.path_for(contact), writer.new_text(contact).decode()) == (path, text)


def test_some_files_are_by_hand_and_some_of_these_are_off(tmp_path):
    make_store(tmp_path / "s", 600, "id2")
    snapshot = Store.open(tmp_path / "s").load()
    assert len(snapshot.rows) == 600
    assert {row.path.count("/") for row in snapshot.rows} == {2}
    assert sum(row.is_broken for row in snapshot.rows) == 1
    assert {finding.degree.value for finding in snapshot.findings} >= {"error", "warning"}
