"""What the status line says of the repository that a store lies in; real git, hostile settings included."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from contacts_store.errors import StoreError
from contacts_store.git import (
    BranchState,
    branch_state,
    init_repository,
    is_writing,
    operation,
    repository_folder,
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")


def git(root, *arguments, check=True):
    return subprocess.run(["git", *arguments], cwd=root, check=check, capture_output=True, text=True).stdout


def commit(root, name, text):
    (root / name).write_text(text, encoding="utf-8")
    git(root, "add", "--", name)
    git(root, "commit", "-q", "-m", name)


@pytest.fixture
def root(tmp_path):
    """A repository with one commit on ``main``."""
    root = tmp_path / "store"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root, "ada.yaml", "first_name: Ada\n")
    return root


def test_clean_branch(root):
    assert branch_state(root) == BranchState("main", 0, "")


def test_branch_without_commits(tmp_path):
    git(tmp_path, "init", "-q", "-b", "young")
    assert branch_state(tmp_path) == BranchState("young", 0, "")


def test_every_kind_of_change_counts_once(root):
    commit(root, "grace.yaml", "first_name: Grace\nlast_name: Hopper\n")
    commit(root, "-rf.yaml", "first_name: Evil\n")
    git(root, "mv", "grace.yaml", "a b\n? c.yaml")
    (root / "-rf.yaml").unlink()
    (root / "ada.yaml").write_text("first_name: Augusta\n", encoding="utf-8")
    (root / "new").mkdir()
    for name in ("x", "y"):
        (root / f"new/{name}.yaml").touch()
    assert branch_state(root) == BranchState("main", 5, "")


def test_only_the_store_counts_when_it_is_a_part_of_a_repository(root):
    store = root / "people"
    store.mkdir()
    (root / "outside.yaml").touch()
    (store / "inside.yaml").touch()
    assert branch_state(store) == BranchState("main", 1, "")


def test_detached_head_names_the_commit(root):
    git(root, "checkout", "-q", "--detach")
    oid = git(root, "rev-parse", "HEAD")
    assert branch_state(root) == BranchState(f"detached at {oid[:7]}", 0, "")


@pytest.mark.parametrize("name", ["merge", "rebase", "cherry-pick"])
def test_operation_that_stopped(root, name):
    git(root, "checkout", "-q", "-b", "other")
    commit(root, "ada.yaml", "first_name: Augusta\n")
    git(root, "checkout", "-q", "main")
    commit(root, "ada.yaml", "first_name: Byron\n")
    git(root, name, "other", check=False)
    state = branch_state(root)
    assert state.operation == name
    assert state.changed == 1


def test_revert_that_stopped(root):
    commit(root, "ada.yaml", "first_name: Augusta\n")
    commit(root, "ada.yaml", "first_name: Byron\n")
    git(root, "revert", "--no-edit", "HEAD~1", check=False)
    assert branch_state(root).operation == "revert"


def test_linked_work_tree(root, tmp_path):
    git(root, "worktree", "add", "-q", "-b", "second", str(tmp_path / "second"))
    assert branch_state(tmp_path / "second") == BranchState("second", 0, "")
    folder = repository_folder(tmp_path / "second")
    assert folder == root / ".git/worktrees/second"
    (folder / "index.lock").touch()
    assert is_writing(folder)
    assert not is_writing(root / ".git")
    assert operation(folder) == ""


def test_no_repository_no_state(tmp_path):
    assert branch_state(tmp_path) is None


def test_broken_link_to_a_repository_is_none(tmp_path):
    (tmp_path / ".git").write_text("nonsense", encoding="utf-8")
    assert branch_state(tmp_path) is None
    assert repository_folder(tmp_path) is None


def test_broken_repository_is_none(tmp_path):
    (tmp_path / ".git").mkdir()
    assert branch_state(tmp_path) is None


def test_git_that_is_not_installed(root, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert branch_state(root) is None
    with pytest.raises(StoreError, match="not installed"):
        init_repository(tmp_path)


def test_foreign_settings_run_nothing(root, tmp_path):
    proof = tmp_path / "proof"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {proof}\n", encoding="utf-8")
    program.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(program))
    shutil.copy(program, root / ".git/hooks/post-index-change")
    (root / "ada.yaml").touch()
    assert branch_state(root) == BranchState("main", 0, "")
    assert not proof.exists()


def test_environment_of_a_hook_does_not_lead_elsewhere(root, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere/index"))
    assert branch_state(root) == BranchState("main", 0, "")


def test_state_takes_no_lock_and_changes_no_index(root):
    index = root / ".git/index"
    before = index.read_bytes()
    os.utime(root / "ada.yaml")
    branch_state(root)
    assert index.read_bytes() == before


def test_init_makes_a_repository_once(tmp_path):
    assert init_repository(tmp_path)
    assert not init_repository(tmp_path)
    assert branch_state(tmp_path).changed == 0


def test_init_makes_none_inside_another(root):
    inside = root / "people"
    inside.mkdir()
    assert not init_repository(inside)
    assert not (inside / ".git").exists()


def test_init_that_fails_says_why_in_gits_words(tmp_path):
    with pytest.raises(StoreError, match=r"git init failed: .*missing"):
        init_repository(tmp_path / "missing")
