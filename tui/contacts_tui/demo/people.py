"""The demo's people, put together by a seeded chance: the same people on every machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.identity import derived_id
from contacts_store.model.phone import e164
from contacts_tui.demo.cultures import CULTURES, Culture
from contacts_tui.demo.numbers import has_mobiles, landline, mobile
from contacts_tui.demo.tags import KINDS, demo_tags
from contacts_tui.demo.work import COMPANIES, JOBS, NOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

CUSTOMER = "5e4d7c1a-2b3f-4c6d-8e9f-0a1b2c3d4e5f"
"""The demo's customer, who owns every contact."""
EPOCH = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
"""The latest moment at which anything in the demo was created."""

_SEED = 20260207
_PEOPLE = 320
_CHOSEN = tuple((kind.name, kind.share) for kind in KINDS if not kind.is_deleted)


def people(count: int = _PEOPLE) -> Iterator[Contact]:
    """Invent people, no two of one name.

    Args:
        count: how many at most.
    """
    tags = {tag.name: tag.id for tag in demo_tags(CUSTOMER, EPOCH)}
    everyone = [
        (culture, _word(given), _word(family))
        for culture in CULTURES
        for given in culture.given.split()
        for family in culture.family.split()
    ]
    Random(_SEED).shuffle(everyone)  # noqa: S311 -- people, not secrets
    for culture, given, family in everyone[:count]:
        yield _Person(culture, given, family).contact(tags)


class _Person:
    """One person in the making."""

    def __init__(self, culture: Culture, given: tuple[str, str], family: tuple[str, str]) -> None:
        self._given, given_latin = given
        self._family, family_latin = family
        self._display = f"{self._family} {self._given}" if culture.is_family_first else ""
        self._mailbox = f"{given_latin}.{family_latin}"
        self._id = derived_id("demo", "person", self._given, self._family)
        # a chance of one's own: changing one person leaves the others alone
        self._chance = chance = Random(self._id)  # noqa: S311 -- as above
        self._region = chance.choice(culture.regions.split())
        self._company, self._domain, self._switchboard = chance.choice(COMPANIES)
        self._has_work = chance.random() < 0.8
        self._created = EPOCH - timedelta(minutes=chance.randrange(4 * 365 * 24 * 60))

    def contact(self, tags: dict[str, str]) -> Contact:
        """Return the person as a contact."""
        chance = self._chance
        updated = self._created + (EPOCH - self._created) * chance.random()
        is_deleted = chance.random() < 0.04
        return Contact(
            id=self._id,
            customer_id=CUSTOMER,
            first_name=self._given,
            last_name=self._family,
            display_name=self._display,
            company=self._company if self._has_work else "",
            job_title=chance.choice(JOBS) if self._has_work else "",
            source=chance.choices(("manual", "import", "api", "sync"), (60, 25, 5, 10))[0],
            external_id=f"sf_003{chance.randrange(16**8):08x}" if chance.random() < 0.15 else "",
            phone_numbers=tuple(self._phones()),
            emails=tuple(self._emails()),
            tag_ids=tuple(tags[name] for name, share in _CHOSEN if chance.randrange(100) < share),
            notes=chance.choice(NOTES) if chance.random() < 0.2 else "",
            tm_create=self._created,
            tm_update=updated,
            tm_delete=updated if is_deleted else None,
        )

    def _phones(self) -> Iterator[PhoneNumber]:
        chance = self._chance
        kinds: tuple[str, ...] = chance.choices(
            (("mobile",), ("mobile", "home"), ("home",), ()), (35, 20, 38, 7)
        )[0]
        if not has_mobiles(self._region):
            kinds = tuple("home" for _ in kinds[:1])
        written = {(mobile if kind == "mobile" else landline)(chance, self._region): kind for kind in kinds}
        if self._has_work and chance.random() < 0.5:
            shared = self._switchboard if chance.random() < 0.12 else landline(chance, self._region)
            written[shared] = "work"
        primary = chance.choice(list(written)) if written and chance.random() < 0.6 else ""
        for number, kind in written.items():
            yield PhoneNumber(
                id=derived_id(self._id, "phone", number),
                number=number,
                number_e164=e164(number),
                type=kind,
                is_primary=number == primary,
                tm_create=self._created,
            )

    def _emails(self) -> Iterator[Email]:
        chance = self._chance
        written: list[tuple[str, str]] = []
        if self._has_work and chance.random() < 0.8:
            written.append(("work", f"{self._mailbox}@{self._domain}"))
        if chance.random() < 0.5:
            domain = chance.choice(("example.com", "example.org", "example.net"))
            written.append(("personal", f"{self._mailbox.replace('.', '')}@{domain}"))
        for number, (kind, address) in enumerate(written):
            yield Email(
                id=derived_id(self._id, "email", address),
                address=address,
                type=kind,
                is_primary=number == 0 and len(written) > 1,
                tm_create=self._created,
            )


def _word(word: str) -> tuple[str, str]:
    """Split ``name:latin``; without the second part the name is Latin already."""
    name, _, latin = word.partition(":")
    return name.replace("_", " "), latin or name.lower()
