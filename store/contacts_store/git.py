"""The one module that runs git, and that looks into a repository's folder. Every other feature works without.

A repository that came from elsewhere may carry settings that run programs (``core.fsmonitor``,
hooks), and the environment may point git at another repository; both are shut out here.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from contacts_store.errors import StoreError

_TIMEOUT = 10.0
"""Seconds; a status of 100,000 files takes 0.2."""

_SAFE = (
    "--no-optional-locks",
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
)

# What `git rev-parse --local-env-vars` lists: they would point git at another repository or its settings.
_FOREIGN = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)

_OPERATIONS = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What lies in a repository while an operation is under way. First match counts: a rebase picks, too."""

_ENTRY_KINDS = ("1 ", "u ", "? ")
_RENAME_KIND = "2 "


@dataclass(frozen=True, slots=True)
class BranchState:
    """What a status line says of a repository.

    Attributes:
        branch: the branch's name, ``detached at 1a2b3c4`` without one.
        changed: how many of the store's files differ from the last commit, new ones included.
        operation: ``merge``, ``rebase``, ``cherry-pick`` or ``revert`` while one is under way, else empty.
    """

    branch: str
    changed: int
    operation: str


def branch_state(root: Path) -> BranchState | None:
    """Return the state of the repository that a store lies in.

    Returns:
        None when there is no repository, no git, or git does not answer in time.
    """
    folder = repository_folder(root)
    if folder is None:
        return None
    try:
        status = _run(root, "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--", ".")
    except StoreError:
        return None
    return _read_status(status, operation(folder))


def init_repository(root: Path) -> bool:
    """Make a repository of a store's folder.

    Returns:
        False when the store lies in a repository already; nothing is done then.

    Raises:
        StoreError: git is missing, or can't make one; in git's words.
    """
    if repository_folder(root) is not None:
        return False
    _run(root, "init", "--quiet")
    return True


def repository_folder(root: Path) -> Path | None:
    """Return the ``.git`` folder that rules a store, without running git; None when there is none.

    In a linked work tree or a submodule ``.git`` is a file that names the folder.
    """
    start = Path(os.path.abspath(root))  # noqa: PTH100 -- resolve() would follow links out of the work tree
    for parent in (start, *start.parents):
        mark = parent / ".git"
        if mark.is_dir():
            return mark
        if mark.is_file():
            return _linked_folder(mark)
    return None


def operation(folder: Path) -> str:
    """Return which operation of several steps is under way in a ``.git`` folder; empty when none is."""
    return next((name for mark, name in _OPERATIONS.items() if (folder / mark).exists()), "")


def is_writing(folder: Path) -> bool:
    """Tell whether some git holds the lock under which it changes the work tree."""
    return (folder / "index.lock").exists()


def _linked_folder(mark: Path) -> Path | None:
    try:
        text = mark.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    key, _, target = text.strip().partition(": ")
    return mark.parent / target if key == "gitdir" and target else None


def _read_status(status: str, under_way: str) -> BranchState:
    branch = commit = ""
    changed = 0
    entries = iter(status.split("\0"))
    for entry in entries:
        if entry.startswith("# branch.head "):
            branch = entry.removeprefix("# branch.head ")
        elif entry.startswith("# branch.oid "):
            commit = entry.removeprefix("# branch.oid ")
        elif entry.startswith(_ENTRY_KINDS):
            changed += 1
        elif entry.startswith(_RENAME_KIND):
            changed += 1
            next(entries, None)  # the old path
    return BranchState(f"detached at {commit[:7]}" if branch == "(detached)" else branch, changed, under_way)


def _run(root: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints.

    Raises:
        StoreError: git is missing, fails, or takes too long.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment |= {"LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command, no shell; paths come only from the store's root
            ["git", "-C", str(root), *_SAFE, *arguments],  # noqa: S607 -- the person's own git, wherever it is
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise StoreError("git is not installed (install it, or go on without)") from None
    except subprocess.TimeoutExpired:
        raise StoreError(f"git {arguments[0]} did not end within {_TIMEOUT:.0f} seconds") from None
    except OSError as problem:
        raise StoreError(f"git can't be run: {problem.strerror}") from problem
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip()
        raise StoreError(f"git {arguments[0]} failed: {words or f'exit status {done.returncode}'}")
    return done.stdout.decode(errors="surrogateescape")
