"""How long each stage takes on this machine: ``python -m tests.bench [--sizes 1000,10000] [--json]``.

Nothing here fails because of the clock: the ratios inform, people judge.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench import processes, stages
from tests.bench.data import make_store

GROUPS = {
    "opening": stages.opening,
    "searching": stages.searching,
    "saving": stages.saving,
    "commands": processes.commands,
    "screens": processes.screens,
}


def main():
    """Run the groups asked for and print their timings."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000", help="numbers of contacts")
    parser.add_argument("--rounds", type=int, default=5, help="each figure is the median of so many")
    parser.add_argument("--only", choices=GROUPS, action="append", help="one group of stages; repeatable")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        processes.private_home(Path(folder) / "home")
        for count in map(int, options.sizes.split(",")):
            root = Path(folder) / str(count)
            size = make_store(root, count)
            processes.prepare(root)
            print(f"{count:,} contacts, {size / count:.0f} bytes each", file=sys.stderr)
            for name in options.only or GROUPS:
                for timing in GROUPS[name](root, options.rounds):
                    results.append(_as_dict(count, timing))
                    if not options.json:
                        print(_line(timing), flush=True)
    if options.json:
        print(json.dumps(results, indent=2))


def _as_dict(count, timing):
    return {
        "contacts": count,
        "stage": timing.stage,
        "ms": round(timing.seconds * 1000, 3),
        "ratio": timing.ratio and round(timing.ratio, 2),
        "target": timing.target,
    }


def _line(timing):
    ratio = f"{timing.ratio:8.2f} x" if timing.ratio else " " * 10
    target = f"   aim: {timing.target:g} x" if timing.target else ""
    return f"  {timing.stage:42}{timing.seconds * 1000:10.2f} ms{ratio}{target}"


main()
