"""The bench runs and tells every stage; how long each takes is nobody's failure."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GROUPS = ("opening", "searching", "saving", "commands")


def test_every_group_tells_its_stages(tmp_path):
    wanted = [word for group in GROUPS for word in ("--only", group)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--sizes", "30", "--rounds", "1", "--json", *wanted],
        cwd=ROOT,
        env=os.environ
        | {"TMPDIR": str(tmp_path), "PYTHONPATH": f"{ROOT / 'store'}{os.pathsep}{ROOT / 'tui'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    timings = json.loads(done.stdout)
    assert {timing["contacts"] for timing in timings} == {30}
    stages = [timing["stage"] for timing in timings]
    assert len(set(stages)) == len(stages)
    for word in ("parse", "load", "search", "save", "lookup"):
        assert any(word in stage for stage in stages)
