"""What can be opened of a contact, and the command that opens it."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from contacts_tui.app.argv import CommandFailed, filled, has_desktop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contacts_store.model.contact import Contact

Scheme = Literal["mailto", "tel", "sms", "url"]
SCHEMES: dict[Scheme, frozenset[str]] = {
    "mailto": frozenset({"url", "address", "name"}),
    "tel": frozenset({"url", "number", "e164", "name"}),
    "sms": frozenset({"url", "number", "e164", "name"}),
    "url": frozenset({"url"}),
}
"""The placeholders of the commands that the person may configure."""
_URL = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f-\x9f]+")
_DIALLED = re.compile(r"[^0-9+*#]")
_OPENERS = ("xdg-open", "open")


class Openable(NamedTuple):
    """Something to open: the words of it, its kind, and the values that a command may use."""

    label: str
    scheme: Scheme
    values: Mapping[str, str]


def mail(address: str, name: str = "") -> Openable:
    """Write to an address. In the URL it can't add headers (RFC 6068, section 2)."""
    url = f"mailto:{quote(address, safe='@')}"
    return Openable(f"write to {address}", "mailto", {"url": url, "address": address, "name": name})


def calls(number: str, e164: str, name: str = "") -> Iterator[Openable]:
    """Call a number, or send it a message: tel: and sms: (RFC 3966, RFC 5724)."""
    dialled = quote(e164 or _DIALLED.sub("", number), safe="+")
    values = {"number": number, "e164": e164, "name": name}
    yield Openable(f"call {number}", "tel", {"url": f"tel:{dialled}", **values})
    yield Openable(f"message to {number}", "sms", {"url": f"sms:{dialled}", **values})


def urls(text: str) -> Iterator[Openable]:
    """Visit the web addresses in a text."""
    for url in dict.fromkeys(_URL.findall(text)):
        clean = url.rstrip(".,;:!?)")
        yield Openable(f"visit {clean}", "url", {"url": clean})


def openables(contact: Contact, name: str) -> Iterator[Openable]:
    """Yield what can be opened of a contact: addresses, numbers, then the URLs in any of its values."""
    from contacts_store.model.contact import primary_first

    for email in primary_first(contact.emails):
        yield mail(email.address, name)
    for phone in primary_first(contact.phone_numbers):
        yield from calls(phone.number, phone.number_e164, name)
    yield from urls(contact.model_dump_json().replace("\\n", " "))


def opening_command(
    wanted: Openable,
    configured: Mapping[Scheme, Sequence[str]],
    environ: Mapping[str, str] = os.environ,
) -> list[str]:
    """Return the command that opens something, run without a shell.

    Args:
        wanted: what to open.
        configured: the person's own command templates.
        environ: the environment variables, which tell whether there is a desktop.

    Raises:
        CommandFailed: nothing here can open it.
    """
    template = configured.get(wanted.scheme)
    if template:
        return filled(template, wanted.values)
    opener = next((name for name in _OPENERS if shutil.which(name, path=environ.get("PATH"))), "")
    if not has_desktop(environ) or not opener:
        where = (
            "over ssh there is no desktop" if environ.get("SSH_CONNECTION") else "there is no desktop here"
        )
        raise CommandFailed(
            f"{where} to open {wanted.values['url']}: copy it instead, or set open: in config.yaml"
        )
    return [opener, wanted.values["url"]]
