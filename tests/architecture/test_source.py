"""Rules of the source that an import graph does not show: who may do what, and how large things may grow."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    path.relative_to(ROOT / top).as_posix(): path
    for top in ("store", "tui")
    for path in sorted((ROOT / top).rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text()) for name, path in MODULES.items()}

FILE_LINES, FUNCTION_LINES, CLASS_LINES = 400, 40, 200
LARGER = {"contacts_tui/app/app.py:ContactsApp": 250}
"""The one class that wires everything together."""

BROAD = {"Exception", "BaseException"}
EDGES = {"contacts_store/live/live.py", "contacts_tui/cli/edge.py"}
"""Where a program may catch whatever comes: the edge of the watching thread, and that of the command line."""


def imported(tree):
    """Yield the dotted name of every module that a tree imports, at whatever depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def importers(package):
    return {
        name for name, tree in TREES.items() if any(each.split(".")[0] == package for each in imported(tree))
    }


def calls(tree):
    """Yield the dotted name of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("ruamel", "contacts_store/document/rewrite.py"),
        ("watchfiles", "contacts_store/live/watcher.py"),
    ],
)
def test_one_module_imports(package, module):
    assert importers(package) == {module}


def test_only_the_reader_of_documents_uses_libyaml():
    assert all(name.startswith("contacts_store/document/") for name in importers("yaml"))


def test_git_is_run_in_one_module():
    runs_git = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.List | ast.Tuple)
        and node.elts
        and isinstance(node.elts[0], ast.Constant)
        and node.elts[0].value == "git"
    }
    assert runs_git <= {"contacts_store/git.py"}
    assert {name for name in importers("subprocess") if name.startswith("contacts_store/")} == {
        "contacts_store/git.py"
    }


def test_no_command_goes_through_a_shell():
    through = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "shell"
    }
    assert not through
    assert not {name for name, tree in TREES.items() if {"os.system", "os.popen"} & set(calls(tree))}


FILE_METHODS = ("open", "read_text", "read_bytes", "write_bytes")
NO_CONTACTS = {
    "contacts_store/git.py",
    "contacts_store/interchange/tables/remembered.py",
    "contacts_store/journal/database.py",
}
"""Open git's and the journal's own files."""


def opens_files(call):
    receiver, _, method = call.rpartition(".")
    return method in FILE_METHODS and receiver != "Store"


def test_the_store_opens_files_in_its_disk_only():
    opening = {
        name
        for name, tree in TREES.items()
        if name.startswith("contacts_store/") and any(map(opens_files, calls(tree)))
    }
    assert {name for name in opening if not name.startswith("contacts_store/disk/")} == NO_CONTACTS


def docstring_lines(tree):
    """Count the lines of a function's or a class's documentation, inner ones included: words are not size."""
    documented = (
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and ast.get_docstring(node) is not None
    )
    return sum((text.end_lineno or 0) - text.lineno + 1 for text in documented)


@pytest.mark.parametrize("name", MODULES)
def test_files_functions_and_classes_stay_small(name):
    too_large = []
    lines = len(MODULES[name].read_text().splitlines())
    if lines > FILE_LINES:
        too_large.append(f"{lines} lines")
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            limit = CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES
            limit = LARGER.get(f"{name}:{node.name}", limit)
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)
            if length > limit:
                too_large.append(f"{node.name}, line {node.lineno}: {length} of {limit}")
    assert not too_large


@pytest.mark.parametrize("name", MODULES)
def test_each_module_says_why_it_exists(name):
    assert ast.get_docstring(TREES[name])


def test_whatever_comes_is_caught_at_the_edges_only():
    broad = set()
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = {
                    ast.unparse(each) for each in getattr(node.type, "elts", [node.type]) if each is not None
                }
                reraises = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if (node.type is None or caught & BROAD) and not reraises:
                    broad.add(name)
    assert broad == EDGES
