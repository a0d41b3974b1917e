"""The program ``contacts-tui``, also as ``python -m contacts_tui``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from contacts_tui.cli.edge import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were still being imported
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
