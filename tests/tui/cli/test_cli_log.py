"""What goes differently from usual is told in the log, not on the terminal, and without contact data."""

import subprocess
import sys


def test_an_unusable_index_is_told_in_the_log_only(store, tmp_path):
    (tmp_path / "cache").write_text("a file in the folder's place")
    command = [sys.executable, "-m", "contacts_tui", "--store", str(store), "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Ada Lovelace" in done.stdout
    assert not done.stderr
    log = tmp_path / "state" / "contacts-tui" / "log"
    assert "WARNING working without the index" in log.read_text()
    assert "Ada" not in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
