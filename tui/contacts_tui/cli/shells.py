"""Completion in bash, zsh and fish: the scripts, and the answers that they ask for at every TAB.

A script calls the program with ``COMPLETE`` in its environment and the words of the line in others,
as click defines it. Bash is served by a script of our own: it shows what an id means, keeps blanks
in a name together, and works where a word holds a colon.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete, split_arg_string

from contacts_tui.cli.program import PROGRAM, program
from contacts_tui.cli.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETE = "_CONTACTS_TUI_COMPLETE"
"""The environment variable that holds ``bash_complete``, ``zsh_complete`` or ``fish_complete``."""

_BASH = r"""%(complete_func)s() {
    local IFS=$'\n' type value help
    local -a values=() explained=()
    while IFS=$'\t' read -r type value help; do
        case $type in
            dir) compopt -o dirnames -o filenames; return ;;
            file) compopt -o default -o filenames; return ;;
        esac
        values+=("$value")
        explained+=("$value${help:+  $help}")
        [[ $value == *[=:] ]] && compopt -o nospace
        [[ $value == *' '* ]] && compopt -o filenames
    done < <(COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" %(complete_var)s=bash_complete "$1" 2>/dev/null)
    if ((${#values[@]} == 1)); then COMPREPLY=("${values[@]}"); else COMPREPLY=("${explained[@]}"); fi
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    source_template = _BASH

    def source(self) -> str:
        return ShellComplete.source(self)

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.fsencode(os.environ["COMP_LINE"])[: int(os.environ["COMP_POINT"])].decode(errors="replace")
        words = split_arg_string(line)
        typed = words.pop() if words and not line[-1:].isspace() else ""
        return words[1:], typed

    def complete(self) -> str:
        arguments, typed = self.get_completion_args()
        items = self.get_completions(arguments, typed)
        for item in items:
            item.value = _after_break(item.value, typed)
        return "\n".join(map(self.format_completion, items))

    def format_completion(self, item: CompletionItem) -> str:
        is_option = item.value.startswith("-")  # whose help is too long for a list in columns
        return f"{item.type}\t{item.value}\t{'' if is_option else item.help or ''}"


def _after_break(value: str, typed: str) -> str:
    """Return what replaces the typed word: bash begins a word anew after ``=`` and ``:``."""
    at = max(typed.rfind("="), typed.rfind(":")) + 1
    return value[at:] if value[:at].casefold() == typed[:at].casefold() else value


_SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": ZshComplete, "fish": FishComplete}
SHELLS = tuple(_SHELLS)


def script(shell: str) -> str:
    """Return the script that a shell reads once to complete our commands; ``shell`` is one of ``SHELLS``."""
    return _SHELLS[shell](program, {}, PROGRAM, COMPLETE).source()


def answer(instruction: str) -> int:
    """Print what may stand at the cursor of a shell.

    Args:
        instruction: the value of ``COMPLETE``.

    Returns:
        The exit code.
    """
    shell = instruction.removesuffix("_complete")
    if shell not in _SHELLS:
        return 2
    completed = _SHELLS[shell](program, {"obj": Session()}, PROGRAM, COMPLETE).complete()
    sys.stdout.write(completed + "\n" if completed else "")
    return 0
