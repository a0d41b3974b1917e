"""A checkout, however many files it writes, is one change to the person who looks on."""

from __future__ import annotations

import os
import shutil

import pytest

from contacts_store.live.follower import Rhythm
from contacts_store.live.hold import GitHold

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NUMBERS = range(200)


@pytest.fixture
def repository(scene, monkeypatch):
    """A store in a repository with the branches ``one`` (checked out) and ``two``, different in every file."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ada@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    scene.run("git", "init", "-q", "-b", "two")
    for branch in ("two", "one"):
        for number in NUMBERS:
            scene.write(number, f"Company {branch}")
        scene.run("git", "checkout", "-q", "-B", branch)
        scene.run("git", "add", "-A")
        scene.run("git", "commit", "-q", "-m", branch)
    return scene


def test_checkout_of_many_files_is_few_changes_and_no_broken_row(repository):
    repository.start()
    repository.run("git", "checkout", "-q", "two")
    repository.wait_for(lambda: all(repository.company(number) == "Company two" for number in NUMBERS))
    assert len(repository.changes) <= 3
    assert not any(row.is_broken for picture in repository.pictures for row in picture.rows)
    assert not any(changes.removed for changes in repository.changes)


def test_changes_wait_while_git_holds_its_lock(repository):
    repository.start(Rhythm(sweep=(30.0, 30.0), hold=30.0))
    lock = repository.root / ".git/index.lock"
    lock.touch()
    repository.write(1, "Company three")
    repository.stays(lambda: not repository.changes, 0.5)
    repository.write(2, "Company three")
    lock.unlink()
    repository.wait_for(lambda: repository.company(2) == repository.company(1) == "Company three")
    assert len(repository.changes) == 1


def test_stale_lock_does_not_stop_live_reload(repository):
    repository.start(Rhythm(sweep=(30.0, 30.0), hold=1.5))
    (repository.root / ".git/index.lock").touch()
    repository.write(1, "Company three")
    repository.wait_for(lambda: "waiting for git to finish" in repository.states)
    repository.wait_for(lambda: repository.company(1) == "Company three")
    repository.wait_for(lambda: repository.states[-1] == "")


def test_merge_that_stopped_for_the_person_shows_hand_edits(repository):
    """Markers are shown as errors, and the resolved file as soon as it is saved."""
    repository.start()
    for command in (["branch", "-f", "other", "one"], ["checkout", "-q", "other"]):
        repository.run("git", *command)
    repository.write(1, "Theirs")
    repository.run("git", "commit", "-qam", "theirs")
    repository.run("git", "checkout", "-q", "one")
    repository.write(1, "Ours")
    repository.run("git", "commit", "-qam", "ours")
    with pytest.raises(Exception, match="merge"):
        repository.run("git", "merge", "other")
    repository.wait_for(lambda: repository.store.snapshot.row_at("contacts/p1.yaml").is_broken)
    repository.write(1, "Both")
    repository.wait_for(lambda: repository.company(1) == "Both")
    assert not repository.store.snapshot.row_at("contacts/p1.yaml").is_broken


def test_hold_ends_at_its_limit_and_begins_anew_for_the_next_lock(tmp_path):
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    hold = GitHold(tmp_path, limit=10.0)
    assert not hold.holds(0.0)
    lock.touch()
    assert hold.holds(1.0)
    assert hold.holds(10.9)
    assert not hold.holds(11.1)
    lock.unlink()
    assert not hold.holds(12.0)
    lock.touch()
    assert hold.holds(13.0)


def test_rebase_between_two_steps_is_waited_for(tmp_path):
    state = tmp_path / ".git/rebase-merge"
    state.mkdir(parents=True)
    hold = GitHold(tmp_path, limit=10.0)
    assert hold.holds(0.0)
    assert hold.holds(0.9)
    (tmp_path / ".git/index.lock").touch()
    assert hold.holds(1.2)
    (tmp_path / ".git/index.lock").unlink()
    assert hold.holds(2.1)
    assert not hold.holds(2.3)


def test_repository_made_later_is_noticed(tmp_path):
    hold = GitHold(tmp_path, limit=10.0)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index.lock").touch()
    assert not hold.holds(0.0)
    hold.look_for_repository()
    assert hold.holds(0.0)
