"""E-mail addresses: checked by ``email-validator`` without any network, never rewritten."""

from __future__ import annotations

import re
from functools import lru_cache

PLAIN_ADDRESS = (
    r"[a-z0-9_+-]{1,32}(?:\.[a-z0-9_+-]{1,31})?@(?:[a-z0-9]{1,30}\.){1,2}"
    r"(?:com|net|org|de|fr|uk|eu|io|it|es|nl|jp|pl|se|no)"
)
"""Plain ASCII addresses that email-validator accepts for certain; everything else asks it.

The list of top-level domains keeps special-use names (RFC 6761: .test, .local, .invalid …) out.
"""
_PLAIN = re.compile(PLAIN_ADDRESS, re.IGNORECASE)


@lru_cache(maxsize=4096)
def address_problem(address: str) -> str:
    """Return why the address is refused, or ``""`` when it is good.

    Internationalised addresses are fine. Display names, quoted local parts, ``localhost`` and
    the special-use domains are not (RFC 5321, RFC 6531, RFC 6761).
    """
    if _PLAIN.fullmatch(address):
        return ""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=False)
    except EmailNotValidError as problem:
        return f"not an e-mail address: {problem}"
    return ""
