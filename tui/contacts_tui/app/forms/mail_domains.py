"""Slips in the domains that most private addresses have: ``gmial.com``."""

from __future__ import annotations

_COMMON = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "yahoo.com", "yahoo.co.uk",
    "icloud.com", "proton.me", "protonmail.com", "fastmail.com", "t-online.de", "freenet.de", "posteo.de",
    "mailbox.org", "naver.com", "orange.fr", "libero.it", "yandex.ru", "comcast.net",
)  # fmt: skip
"""Domains that are long enough for one wrong letter to be a slip."""
_ALIKE = {
    "hotmail.co",
    "yahoo.co",
    "ymail.com",
    "email.com",
    "mail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.it",
}
"""Real domains that look like a slip of a common one."""


def meant_address(address: str) -> str:
    """Return the address that was meant where its domain has one slip of the finger; or ``""``."""
    from rapidfuzz.distance import OSA

    local, _, domain = address.lower().rpartition("@")
    if domain in _COMMON or domain in _ALIKE:
        return ""
    meant = next((common for common in _COMMON if OSA.distance(domain, common, score_cutoff=1) == 1), "")
    return f"{local}@{meant}" if meant else ""
