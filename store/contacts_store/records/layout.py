"""How records stand in files: the keys in the model's order, and which of them are plain texts."""

from __future__ import annotations

CONTACT_ORDER = (
    "id",
    "customer_id",
    "first_name",
    "last_name",
    "display_name",
    "company",
    "job_title",
    "source",
    "external_id",
    "phone_numbers",
    "emails",
    "tag_ids",
    "notes",
    "tm_create",
    "tm_update",
    "tm_delete",
)
PHONE_ORDER = ("id", "number", "number_e164", "type", "is_primary", "tm_create")
EMAIL_ORDER = ("id", "address", "type", "is_primary", "tm_create")
TAG_ORDER = ("id", "customer_id", "name", "detail", "color", "tm_create", "tm_update", "tm_delete")

LISTS = ("phone_numbers", "emails", "tag_ids")
ITEM_ORDER = {"phone_numbers": PHONE_ORDER, "emails": EMAIL_ORDER}
_Orders = dict[tuple[str, ...], tuple[str, ...]]

KEY_ORDERS: _Orders = {(): CONTACT_ORDER, ("phone_numbers",): PHONE_ORDER, ("emails",): EMAIL_ORDER}
TAG_KEY_ORDERS: _Orders = {(): TAG_ORDER}
ITEM_VALUE = {"phone_numbers": "number", "emails": "address"}
"""The field that a list entry written as plain text stands for."""

CONTACT_TEXTS = frozenset(CONTACT_ORDER) - frozenset(LISTS)
ITEM_TEXTS = {name: frozenset(order) for name, order in ITEM_ORDER.items()}
TAG_TEXTS = frozenset(TAG_ORDER)
