"""``edit``: a contact's file in $EDITOR, validated before it replaces what is there.

The editor gets a private copy. A text that can't be saved is offered again with what is wrong on
top; if it can't be saved at all, the copy stays and the person is told where.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contacts_store.disk.files import read
from contacts_store.disk.stamp import digest
from contacts_store.errors import InvalidData, StoreError
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.remarks import with_remarks, without_remarks
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.terminal import is_interactive
from contacts_tui.cli.verbs import Verb
from contacts_tui.editor_command import editor_command

if TYPE_CHECKING:
    from contacts_store.finding import Finding
    from contacts_store.operations.change import Applied
    from contacts_store.store import Store


@click.command("edit", cls=Verb)
@click.argument("who", metavar="WHO", shell_complete=suggesting.people)
@pass_session
def edit_command(session: Session, *, who: str) -> int:
    """Edit a contact's file in $EDITOR.

    $VISUAL is taken first. Broken files can be mended so.

    The text is checked when the editor closes. With mistakes it is offered again, and they are
    listed on top. A text that comes back unchanged cancels. If the file changed meanwhile, nothing
    is overwritten, and the edited text is kept.

    Examples:
      contacts-tui edit 'ada lovelace'
      EDITOR='code --wait' contacts-tui edit 0f8fad5b
    """
    store = session.load_store()
    row = store.find(who)
    original, _ = read(store.root, row.path, store.settings.limits.size)
    copy = Path(tempfile.mkdtemp(prefix="contacts-tui-")) / Path(row.path).name
    copy.write_bytes(original)
    try:
        applied = _edited(session, store, row.path, copy, row.findings if row.is_broken else ())
    except BaseException:
        _keep_if_edited(session, copy, original)
        raise
    shutil.rmtree(copy.parent)
    if applied is None:
        session.out.note("unchanged: nothing was saved")
        return Exit.OK
    return tell(session, applied)


def _edited(
    session: Session, store: Store, path: str, copy: Path, findings: tuple[Finding, ...]
) -> Applied | None:
    """Let the person edit until the text can be saved; None when it came back as it was."""
    original = copy.read_bytes()
    offered = original
    while True:
        copy.write_bytes(with_remarks(offered, findings))
        _run_editor(copy, findings)
        text = without_remarks(copy.read_bytes())
        if text == original:
            return None
        try:
            return store.write_text(path, text, expected=digest(original))
        except InvalidData as refusal:
            if text == offered or not is_interactive():
                raise
            offered, findings = text, refusal.findings
            session.out.note("the text has mistakes, and is offered again")


def _run_editor(copy: Path, findings: tuple[Finding, ...]) -> None:
    first = next((finding for finding in findings if finding.line), None)
    above = len(findings) + 1
    place = (first.line + above, first.column) if first else (0, 0)
    status = subprocess.run(editor_command(copy, *place), check=False).returncode  # noqa: S603 -- the person's editor, no shell
    if status:
        raise EditorFailed(f"the editor ended with status {status}; the contact's file is as it was")


def _keep_if_edited(session: Session, copy: Path, original: bytes) -> None:
    """Remove the copy, unless it holds what the person typed."""
    text = without_remarks(copy.read_bytes()) if copy.exists() else original
    if text == original:
        shutil.rmtree(copy.parent)
        return
    copy.write_bytes(text)
    session.out.note(f"nothing was saved; your text is in {copy}")


class EditorFailed(StoreError):
    """The editor ended badly, so what it left can't be trusted."""
