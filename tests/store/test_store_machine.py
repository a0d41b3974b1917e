"""A store under people, programs and crashes in any order: what must hold after every single step.

People edit, break, rename and copy files; two instances save, delete, tag, undo from pictures that
may be stale; a process dies at any system call, or the system refuses one. Whatever happens, no
byte is lost, no valid file is broken, and only errors that are meant for people come out.

A longer run with fresh randomness: ``HYPOTHESIS_PROFILE=long``.
"""

import errno
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contacts_store.disk import system
from contacts_store.disk.names import TEMPORARY_PATTERN
from contacts_store.document.document import Document
from contacts_store.document.draft import Draft, comments
from contacts_store.errors import StoreError
from contacts_store.records.decoding import Context
from contacts_store.records.reading import read_contact
from contacts_store.store import Change, Store

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PATHS = ("contacts/ann.yaml", "contacts/bob.yaml", "contacts/sub/cy.yml")
FIELDS = ("first_name", "company", "notes")

VALID = {
    "block": """\
# {note} above
id: {id}   # {note} id
first_name: "{text}"
company: Acme  # {note} company

phone_numbers:
- number: +44 20 7946 0018  # {note} desk
  # {note} between
  type: work
- number: 020 7946 0999
tag_ids:
  - vip  # {note} tag
birthday: 1980-01-02  # {note} birthday
# {note} below
""",
    "short": """\
first_name: {text}  # {note}
phone_numbers: ["+44 20 7946 0018", "+44 20 7946 0018"]
emails:
  - Ann@X.org  # {note} mail
  - b@x.org
tag_ids: [vip, nobody]
""",
    "json": '{{"id": "{id}", "first_name": "{text}", "emails": [{{"address": "a@x.org"}}], "pets": [1, null]}}\n',
    "anchors": """\
id: {id}
first_name: &name {text}  # {note}
display_name: *name
work: &work {{city: Rome}}
home: *work
phone_numbers:
  - &desk
    number: "+442079460018"
  - <<: *desk
    number: "+442079460999"
    type: home   # {note} home
""",
    "notes": "id: {id}\nnotes: |\n  {text}\n\n  # no comment\nfirst_name: 'x'  # {note}\ntm_delete: 2026-01-01",
    "bare": "last_name: {text}",
}
BROKEN = (
    b"first_name: [\n",
    b"",
    b"a: 1\na: 2\n",
    b"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n",
    b"first_name: Andr\xe9\n",
    b"phone_numbers: 5\n",
    b"emails: [nonsense]\n",
    f"id: {ANN}\nphone_numbers:\n- {{number: '1', is_primary: true}}\n- {{number: '2', is_primary: true}}\n".encode(),
)

words = st.sampled_from(["Ann", "Zoë", "No", "0171", "it's", "a: b", "x # y", "- z", "山田", "1e5"])
new_values = words | st.sampled_from(
    ["", "two\nlines\n", '"', "#", " edge ", "\ttab", "a\x00b", "\x85", "é" * 100]
)
which = st.integers(0, 9)


class StoreMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = tempfile.TemporaryDirectory()
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            self.patch.setenv(f"XDG_{name}_HOME", f"{self.folder.name}/xdg/{name}")
        self.root = Path(self.folder.name, "people")
        (self.root / "contacts/sub").mkdir(parents=True)
        (self.root / "tags").mkdir()
        (self.root / "contacts-tui.yaml").write_text("format: 1\ndefault_region: GB\n")
        (self.root / "tags/vip.yaml").write_text(f"id: {VIP}\nname: VIP\n")
        self.stores = []
        self.forms = []
        self.number = 0

    def teardown(self):
        for store in self.stores:
            store.close()
        self.patch.undo()
        self.folder.cleanup()

    @initialize()
    def open_two(self):
        self.write(PATHS[0], self.text("block", ANN, "Ann"))
        self.stores = [self.opened(), self.opened()]

    def opened(self):
        store = Store.open(self.root)
        store.load()
        return store

    # What people do

    def text(self, style, id_, word):
        self.number += 1
        quoted = word if style == "short" and word.isalnum() else word.replace('"', "")
        if style in {"short", "bare", "anchors"} and not word.isalnum():
            quoted = "plain"
        return VALID[style].format(id=id_, note=f"note{self.number}", text=quoted).encode()

    def write(self, path, data):
        (self.root / path).write_bytes(data)

    @rule(
        path=st.sampled_from(PATHS),
        style=st.sampled_from(sorted(VALID)),
        id_=st.sampled_from([ANN, BOB]),
        word=words,
        is_from_windows=st.booleans(),
    )
    def write_by_hand(self, path, style, id_, word, is_from_windows):
        data = self.text(style, id_, word)
        self.write(path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") if is_from_windows else data)

    @rule(path=st.sampled_from(PATHS), data=st.sampled_from(BROKEN))
    def break_by_hand(self, path, data):
        self.write(path, data)

    @rule(old=which, path=st.sampled_from([*PATHS, "contacts/new.yaml"]))
    def rename_by_hand(self, old, path):
        self.some_file(old).replace(self.root / path)

    @rule(old=which)
    def copy_by_hand(self, old):
        self.write("contacts/copy.yaml", self.some_file(old).read_bytes())

    @rule(old=which)
    def delete_by_hand(self, old):
        self.some_file(old).unlink()

    @rule(name=st.sampled_from(["VIP", "Gold", "nobody"]))
    def rename_the_tag_by_hand(self, name):
        (self.root / "tags/vip.yaml").write_text(f"id: {VIP}\nname: {name}\n")

    def some_file(self, number):
        files = sorted(self.root.glob("contacts/**/*.y*ml"))
        assume(files)
        return files[number % len(files)]

    # What the store does

    @rule(who=which, row=which)
    def open_form(self, who, row):
        with self.only_store_errors():
            self.forms.append(self.stores[who % 2].read(self.some_row(who, row)))

    @precondition(lambda self: self.forms)
    @rule(who=which, form=which, field=st.sampled_from(FIELDS), value=new_values)
    def save_form(self, who, form, field, value):
        loaded = self.forms.pop(form % len(self.forms))
        with self.nothing_lost(but={field}, path=loaded.path), self.only_store_errors():
            self.save(self.stores[who % 2], loaded, **{field: value})

    @rule(who=which, row=which, number=st.sampled_from(["+15551234567", "020 7946 0018", "anonymous"]))
    def add_phone(self, who, row, number):
        store = self.stores[who % 2]
        with self.nothing_lost(but={"phone_numbers"}), self.only_store_errors():
            loaded = store.read(self.some_row(who, row))
            phones = loaded.contact.phone_numbers
            self.save(store, loaded, phone_numbers=(*phones, store.new_phone(number)))

    @rule(who=which, row=which, order=st.sampled_from(["reverse", "last", "none"]))
    def arrange_phones(self, who, row, order):
        store = self.stores[who % 2]
        with self.nothing_lost(but={"phone_numbers"}, drops=order != "reverse"), self.only_store_errors():
            loaded = store.read(self.some_row(who, row))
            phones = loaded.contact.phone_numbers
            wanted = {"reverse": phones[::-1], "last": phones[-1:], "none": ()}[order]
            self.save(store, loaded, phone_numbers=wanted)

    @rule(who=which, row=which, address=st.sampled_from(["c@x.org", "b@x.org", "ü@x.org"]))
    def put_email_first(self, who, row, address):
        store = self.stores[who % 2]
        with self.nothing_lost(but={"emails"}), self.only_store_errors():
            loaded = store.read(self.some_row(who, row))
            email = store.new_email(address, "work", is_primary=not loaded.contact.emails)
            self.save(store, loaded, emails=(email, *loaded.contact.emails))

    @rule(who=which, row=which, act=st.sampled_from(["assign", "unassign"]))
    def tag(self, who, row, act):
        with self.nothing_lost(but={"tag_ids"}, drops=act == "unassign"), self.only_store_errors():
            getattr(self.stores[who % 2], act)(VIP, [self.some_row(who, row).id])

    @rule(who=which, row=which, act=st.sampled_from(["delete", "restore"]))
    def trash(self, who, row, act):
        with self.nothing_lost(but={"tm_delete"}), self.only_store_errors():
            getattr(self.stores[who % 2], act)([self.some_row(who, row).id])

    @rule(who=which, row=which)
    def purge(self, who, row):
        with self.only_store_errors():
            self.stores[who % 2].purge([self.some_row(who, row).id])

    @rule(who=which, word=words)
    def create(self, who, word):
        store = self.stores[who % 2]
        with self.only_store_errors():
            store.apply([Change.create(store.draft(first_name=word, tag_ids=[VIP]))])

    @rule(who=which, back=st.booleans())
    def undo_or_redo(self, who, back):
        with self.only_store_errors():
            self.stores[who % 2].undo() if back else self.stores[who % 2].redo()

    @rule(who=which)
    def fix(self, who):
        with self.nothing_lost(but={"phone_numbers", "emails"}), self.only_store_errors():
            self.stores[who % 2].fix()

    @rule(who=which, path=st.sampled_from([*PATHS, "contacts/copy.yaml", "contacts/nothing.yaml", "contacts/.x.yaml"]),
          patient=st.booleans())  # fmt: skip
    def refresh_one(self, who, path, patient):
        self.stores[who % 2].refresh([path], patient=patient)

    # What goes wrong below

    @rule(
        who=which,
        row=which,
        turn=st.integers(1, 40),
        code=st.sampled_from([errno.EIO, errno.ENOSPC, errno.EACCES]),
    )
    def save_while_the_system_refuses(self, who, row, turn, code):
        store = self.stores[who % 2]
        with pytest.MonkeyPatch.context() as patch, self.only_store_errors():
            loaded = store.read(self.some_row(who, row))

            def fail():
                raise OSError(code, os.strerror(code))

            arm(patch, turn, fail)
            self.save(store, loaded, job_title=f"refused {turn}")
        for left in self.root.rglob(TEMPORARY_PATTERN):
            left.unlink()

    @rule(row=which, turn=st.integers(1, 40), act=st.sampled_from(["save", "create", "purge"]))
    def die_while_saving(self, row, turn, act):
        rows = self.stores[0].snapshot.rows
        assume(rows)
        id_ = rows[row % len(rows)].id
        with self.only_store_errors():
            child = os.fork()
            if not child:
                try:
                    self.do_and_die(id_, turn, act)
                finally:
                    os._exit(0)
            os.waitpid(child, 0)

    def do_and_die(self, id_, turn, act):
        with pytest.MonkeyPatch.context() as patch:
            store = self.opened()
            loaded = store.read(id_)
            arm(patch, turn, lambda: os._exit(0))
            if act == "save":
                self.save(store, loaded, job_title=f"killed {turn}")
            elif act == "create":
                store.apply([Change.create(store.draft(first_name="Killed"))])
            else:
                store.purge([id_])

    # What must hold

    def some_row(self, who, number):
        rows = self.stores[who % 2].snapshot.rows
        assume(rows)
        return rows[number % len(rows)]

    @staticmethod
    def save(store, loaded, **fields):
        store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])

    @contextmanager
    def only_store_errors(self):
        """Let the errors for people pass. What was overwritten is in the journal; what was valid still is."""
        before = self.contents()
        with suppress(StoreError):
            yield
        after = self.contents()
        overwritten = {path: old for path, old in before.items() if after.get(path) != old}
        assert set(overwritten.values()) <= self.journal_texts()
        for path in overwritten.keys() & after.keys():
            assert contact_in(path, after[path])

    def journal_texts(self):
        texts = set()
        for file in Path(self.folder.name).rglob("journal.sqlite"):
            with closing(sqlite3.connect(file)) as journal:
                texts |= {text for row in journal.execute("SELECT before, after FROM entry") for text in row}
        return texts

    @contextmanager
    def nothing_lost(self, but, *, drops=False, path=None):
        """Look at every file before and after: only the fields that were meant differ, no comment went."""
        before = self.contents()
        yield
        for name, data in self.contents().items():
            old = before.get(name, data)
            if old == data:
                continue
            assert path in {None, name}
            was, now = contact_in(name, old), contact_in(name, data)
            assert {field for field in FIELDS_OF if getattr(was, field) != getattr(now, field)} <= {
                *but,
                "tm_update",
            }
            if not drops:
                assert not set(comments_in(old)) - set(comments_in(data))

    def contents(self):
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in self.root.glob("contacts/**/*.y*ml")
        }

    @precondition(lambda self: self.stores)
    @invariant()
    def a_refreshed_picture_is_that_of_a_fresh_store(self):
        fresh = self.opened()
        fresh.close()
        self.stores[0].refresh()
        shown, wanted = self.stores[0].snapshot, fresh.snapshot
        assert {row.path for row in shown.rows} == {row.path for row in wanted.rows}
        for row in wanted.rows:
            own, same = shown.file_row(row.path), wanted.file_row(row.path)
            # What is broken may show its last good state.
            assert own == same or (own.is_broken and same.is_broken and own.findings == same.findings)
        assert shown.tags == wanted.tags


FIELDS_OF = ("id", "first_name", "last_name", "company", "job_title", "notes", "phone_numbers", "emails", "tag_ids",
             "tm_create", "tm_update", "tm_delete", "extra")  # fmt: skip


def arm(patch, turn, act):
    """Let something happen at the n-th system call from here on, instead of the call."""
    calls = 0

    def wrapped(name):
        real = getattr(system, name)

        def call(*values, **options):
            nonlocal calls
            calls += 1
            if calls == turn and name != "close":
                act()
            return real(*values, **options)

        return call

    for name in system.__all__:
        patch.setattr(system, name, wrapped(name))


def contact_in(path, data):
    context = Context("GB", "", lambda ref: VIP if ref.casefold() == "vip" else ref, lambda _: True)
    return read_contact(Document.read(data), path, context).record


def comments_in(data):
    document = Document.read(data)
    return comments(Draft(document.text, document.root))


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(
    max_examples=settings.default.max_examples // 2,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
