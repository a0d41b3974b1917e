"""What may import what: the contracts of ``pyproject.toml``, and what really happens when a program runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREENS = ("textual", "rich", "contacts_tui")


def run(code, *argv):
    """Run code in a fresh interpreter; return what it printed last, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code, *argv],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'store'}{os.pathsep}{ROOT / 'tui'}"},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


EVERY_MODULE = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [package.__name__] + [each.name for each in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
names = [name for name in names if not name.endswith("__main__")]
"""

COMMAND = """
import contextlib, io, json, sys
from contacts_tui.__main__ import main
sys.argv = ["contacts-tui", *sys.argv[1:]]
with contextlib.redirect_stdout(io.StringIO()):
    try:
        code = main()
    except SystemExit as leaving:
        code = leaving.code
assert code in (0, None), code
print()
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from contacts_store.initialise import initialise

    root = tmp_path_factory.mktemp("store")
    initialise(root, region="GB")
    (root / "contacts" / "ada.yaml").write_text("first_name: Ada\nphone_numbers: ['+442079460018']\n")
    return root


def test_the_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'store'}{os.pathsep}{ROOT / 'tui'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_store_knows_nothing_of_screens():
    loaded = run(
        EVERY_MODULE
        + "for name in names: importlib.import_module(name)\nprint(json.dumps(sorted(sys.modules)))",
        "contacts_store",
    )
    assert not [name for name in loaded if name.split(".")[0] in SCREENS]


@pytest.mark.parametrize(
    ("argv", "unwanted"),
    [
        (
            ("--version",),
            {"textual", "rich", "pydantic", "phonenumbers", "ruamel", "watchfiles", "yaml", "sqlite3"},
        ),
        (
            ("--help",),
            {"textual", "rich", "pydantic", "phonenumbers", "ruamel", "watchfiles", "yaml", "sqlite3"},
        ),
        (("list",), {"textual", "rich", "ruamel", "watchfiles", "email_validator"}),
        (("lookup", "+442079460018"), {"textual", "rich", "ruamel", "watchfiles", "email_validator"}),
        (("show", "ada"), {"textual", "rich", "ruamel", "watchfiles"}),
        (("export",), {"textual", "rich", "ruamel", "watchfiles"}),
        (("themes",), {"textual", "rich", "pydantic", "ruamel", "watchfiles", "yaml", "sqlite3"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_imports_what_it_needs(store, argv, unwanted):
    loaded = {name.split(".")[0] for name in run(COMMAND, *argv, "--store", str(store))}
    assert not loaded & unwanted


FIRST_FRAME = """
import json, sys
import contacts_tui.app.app
from contacts_tui.app.theme_files import DARK
from contacts_tui.app.themes import ThemeCatalogue
ThemeCatalogue().load(only=DARK)
print(json.dumps(sorted(sys.modules)))
"""


def test_the_first_frame_waits_for_no_model_parser_or_other_screen():
    loaded = run(FIRST_FRAME)
    unwanted = (
        *("pydantic", "phonenumbers", "email_validator", "ruamel", "watchfiles", "yaml", "click"),
        *("contacts_store.query.query", "contacts_store.document.nodes", "contacts_store.store"),
        *("contacts_tui.app.forms", "contacts_tui.app.commands.contacts", "contacts_tui.app.screens.form"),
    )
    assert not [name for name in loaded if any(f"{name}.".startswith(f"{each}.") for each in unwanted)]


@pytest.mark.parametrize("package", ["contacts_store", "contacts_tui"])
def test_importing_a_module_does_no_io(package):
    """Files other than Python's own may not be opened, nor processes or sockets, while a module is imported."""
    opened = run(
        EVERY_MODULE
        + """
import threading
for each in ("textual.app", "textual.widgets", "pydantic", "phonenumbers", "click", "platformdirs", "yaml",
             "email_validator", "watchfiles", "ruamel.yaml", "sqlite3", "rich.text"):
    importlib.import_module(each)
seen, watching = [], True
CODE = (".py", ".pyc", ".so")
WATCHED = {"open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "subprocess.Popen",
           "socket.connect", "sqlite3.connect"}
def watch(event, args):
    if watching and event in WATCHED:
        name = str(args[0]) if args else ""
        is_import = any("importlib" in frame for frame in frames()) or name.endswith(CODE)
        if not is_import:
            seen.append([event, name])
def frames():
    frame = sys._getframe(2)
    while frame and not frame.f_code.co_filename.startswith(package_folder):
        yield frame.f_code.co_filename
        frame = frame.f_back
package_folder = package.__path__[0]
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
watching = False
print(json.dumps([seen, threading.active_count(), len(names)]))
""",
        package,
    )
    seen, threads, modules = opened
    assert modules > 10
    assert (seen, threads) == ([], 1)
