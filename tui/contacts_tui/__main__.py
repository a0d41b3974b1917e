"""The program ``contacts-tui``, also as ``python -m contacts_tui``."""

from __future__ import annotations

import gc
import os
import sys

from contacts_tui import VERSION_LINE

_OFTEN_CALLED = {"lookup", "email", "phone"}
"""Commands that other programs call at every key, see ``contacts_tui.cli.quick``."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for it; nothing needs to be imported for the answer
        print(VERSION_LINE)  # noqa: T201 -- this is the command line
        return
    if instruction := os.environ.get("_CONTACTS_TUI_COMPLETE"):  # a shell asks, see ``cli.shells``
        from contacts_tui.cli.shells import answer

        sys.exit(answer(instruction))
    gc.disable()  # starting leaves no garbage, and looking for it takes a tenth of a short command's time
    try:
        code = _answered(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were still being imported
        code = 130
    gc.freeze()  # nor is there anything to look for when all goes at once
    sys.exit(code)


def _answered(arguments: list[str]) -> int:
    if arguments and arguments[0] in _OFTEN_CALLED:
        from contacts_tui.cli.quick import answer

        code = answer(arguments)
        if code is not None:
            return code
    elif len(arguments) in {0, 2}:  # nothing, or ``--store DIR``
        from contacts_tui.cli.bare import open_app

        code = open_app(arguments)
        if code is not None:
            return code
    from contacts_tui.cli.edge import run

    gc.enable()
    return run(arguments)


if __name__ == "__main__":
    main()
