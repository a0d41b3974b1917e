"""How long each stage takes on this machine: ``python -m tests.bench [--sizes 1000,10000] [--json FILE]``.

Each stage is measured beside its floor, the same work with nothing of ours in it, in the same run.
Nothing here fails because of the clock: the ratios inform, people judge.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench import commands, following, importing, keys, opening, report, saving, screens, searching
from tests.bench.stores import kept_store

GROUPS = {
    "opening": opening.opening,
    "memory": opening.memory,
    "searching": searching.searching,
    "saving": saving.saving,
    "importing": importing.importing,
    "edits": following.edits,
    "checkouts": following.checkouts,
    "commands": commands.commands,
    "painting": screens.painting,
    "drawing": screens.drawing,
    "keys": keys.keys,
}


def main():
    """Run the groups asked for and print what they measured."""
    options = _options()
    out = sys.stderr if options.json == "-" else sys.stdout
    measures = []
    # An installed program is compiled, and so are the floors: compiling takes longer than what is measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())
        for count in map(int, options.sizes.split(",")):
            root = kept_store(options.keep or Path(folder), count, options.layout)
            opening.prime(root)
            print(f"{count:,} contacts\n{report.heading()}", file=out, flush=True)
            for name in options.only or GROUPS:
                for measure in GROUPS[name](root, options.rounds):
                    measures.append((count, measure))
                    print(report.line(measure), file=out, flush=True)
            shutil.rmtree(home, ignore_errors=True)
    for line in report.growth_lines(measures):
        print(line, file=out)
    if options.json == "-":
        print(report.as_json(measures))
    elif options.json:
        Path(options.json).write_text(report.as_json(measures) + "\n")


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000", help="numbers of contacts, with commas")
    parser.add_argument("--layout", choices=("flat", "id2"), default="flat", help="folders of the files")
    parser.add_argument("--rounds", type=int, default=5, help="loads; of quicker work there are more")
    parser.add_argument("--only", choices=GROUPS, action="append", help="one group of stages; repeatable")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the stores are kept for the next run")
    parser.add_argument("--json", metavar="FILE", help="write the measures there; - for standard output")
    return parser.parse_args()


if __name__ == "__main__":
    main()
