"""Themes: YAML files, data only, shipped in ``themes/`` and added to or overridden by the person's own.

A file gives ``name``, ``dark``, ``colors`` (Textual's base colours) and ``variables`` (ours, below, and
any of Textual's). ``extends: NAME`` takes everything that the file leaves out from another theme; a file
with the name of another theme takes its place. A bad file is a finding and hides no other theme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.document.error import DocumentError
from contacts_store.finding import Degree, Finding
from contacts_tui.app.theme_file import ThemeError, ThemeFile, read_theme_file

if TYPE_CHECKING:
    from collections.abc import Iterable

DARK = "ink"
"""The theme of a first start."""
LIGHT = "paper"
MONOCHROME = "monochrome"
"""The theme under ``NO_COLOR``."""
FEW_COLORS = "high-contrast"
"""The theme of a first start on a terminal of 16 colours: the only one whose cursor stands out there."""


class ThemeFiles:
    """The theme files of the shipped folder and of the person's own.

    Attributes:
        usable: What each theme says once ``extends`` is followed, by name.
        problems: What is wrong with theme files, as findings with place and remedy.
    """

    def __init__(self, user_folder: Path | None = None, shipped: Path | None = None) -> None:
        """Take the folders; nothing is read until ``load``."""
        self._shipped = shipped or shipped_folder()
        self._user_folder = user_folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._files: tuple[dict[str, ThemeFile], dict[str, ThemeFile]] = ({}, {})
        self.usable: dict[str, ThemeFile] = {}
        self.problems: tuple[Finding, ...] = ()

    def load(self, *, only: str = "") -> None:
        """Read every theme file again.

        Args:
            only: the one theme that is wanted of them, for the first frame; otherwise all.
        """
        self._seen = self._stamps()
        problems: list[Finding] = []
        own = _read_all(_theme_files(self._user_folder), problems)
        files = _theme_files(self._shipped)
        if only and not own:  # nothing can extend a theme of ours but the person's own
            files = [path for path in files if path.stem == only]
        shipped = _read_all(files, problems)
        self._files = shipped, own
        wanted = (file for file in (shipped | own).values() if not only or file.name == only)
        self.usable = self._whole(wanted, problems)
        self.problems = tuple(problems)

    @property
    def own_names(self) -> frozenset[str]:
        """The names of the themes that the person's own files give."""
        return frozenset(self._files[1])

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with a file as a theme of the person's own, wherever it is."""
        problems: list[Finding] = []
        self._whole(_read_all([path], problems).values(), problems)
        return tuple(problems)

    def is_stale(self) -> bool:
        """Tell whether a file of the person's own changed since ``load``; costs one stat a file."""
        return self._stamps() != self._seen

    def _whole(self, files: Iterable[ThemeFile], problems: list[Finding]) -> dict[str, ThemeFile]:
        shipped, own = self._files
        whole = {}
        for file in files:
            try:
                whole[file.name] = _inherited(file, shipped, {**own, file.name: file})
            except ThemeError as problem:
                problems.append(problem.finding)
        return whole

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        stamps = {}
        for path in _theme_files(self._user_folder):
            try:
                status = path.stat()
            except OSError:
                continue
            stamps[path] = (status.st_mtime_ns, status.st_size)
        return stamps


def shipped_folder() -> Path:
    """Return the folder of our own themes: in the installed package, else in the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "themes"
    return installed if installed.is_dir() else package.parents[1] / "themes"


def _theme_files(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("*.y*ml") if path.name[0] != ".")


def _read_all(paths: Iterable[Path], problems: list[Finding]) -> dict[str, ThemeFile]:
    files = {}
    for path in paths:
        try:
            file = read_theme_file(path)
        except DocumentError as problem:
            place = (str(path), problem.line, problem.column)
            problems.append(Finding(Degree.ERROR, *place, "", problem.message, problem.remedy))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            problems.append(Finding(Degree.ERROR, str(path), 0, 0, "", reason, "make the file readable"))
        except ThemeError as problem:
            problems.append(problem.finding)
        else:
            files[file.name] = file
    return files


def _inherited(file: ThemeFile, shipped: dict[str, ThemeFile], own: dict[str, ThemeFile]) -> ThemeFile:
    """Follow ``extends``; a file that extends its own name means the shipped theme of that name."""
    whole, passed = file, {file.path}
    while whole.extends:
        base = own.get(whole.extends)
        if base is None or base.path in passed:
            base = shipped.get(whole.extends)
        if base is None or base.path in passed:
            names = ", ".join(sorted(shipped | own))
            message = f"extends {whole.extends}, which is no other theme"
            raise ThemeError(file.path, None, "extends", message, f"name one of {names}")
        passed.add(base.path)
        whole = whole.over(base)._replace(extends=base.extends)
    if "primary" not in whole.colors:
        remedy = f"give at least primary, or extend another theme: extends: {DARK}"
        raise ThemeError(file.path, None, "colors", "the theme has no primary colour", remedy)
    return whole
