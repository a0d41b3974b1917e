"""The headings that programs write, in the languages that they write them in, in lower case."""

from __future__ import annotations

from typing import Literal

_FIELDS: dict[str, str] = {
    "first_name": "first name|given name|firstname|vorname|prénom|nombre|fornamn",
    "last_name": "last name|family name|lastname|surname|nachname|nom|apellidos|efternamn",
    "display_name": "name|full name|display name|file as|contact name|anzeigename",
    "company": "company|company name|organization|organization name|organization 1 name|organisation"
    "|account name|associated company|firma|société|organización|empresa|företag",
    "job_title": "job title|title|organization title|organization 1 title|position"
    "|titel|fonction|puesto|cargo",
    "notes": "notes|note|description|notizen|notiz|remarques|notas|anteckningar",
    "external_id": "record id|contact id|external id|record id contact",
    "tm_create": "create date|created time|created date",
    "middle_name": "middle name|additional name|weitere vornamen|deuxième prénom|segundo nombre",
    "name_prefix": "name prefix|prefix|salutation|anrede",
    "name_suffix": "name suffix|suffix",
}
PERSON: dict[str, str] = {heading: field for field, text in _FIELDS.items() for heading in text.split("|")}
"""From a heading to the field, or to the unknown key that the vCards use too, that it means."""

_LISTED: dict[tuple[Literal["phone", "email"], str], str] = {
    ("phone", "mobile"): "mobile|mobile phone|mobilephone|mobile number|mobile phone number"
    "|cell|cell phone|mobiltelefon|handy|mobil"
    "|téléphone mobile|tél. mobile|portable|móvil|teléfono móvil",
    ("phone", "work"): "business phone|business phone 2|work phone|office phone|company main phone"
    "|telefon geschäftlich|telefon (geschäftlich)|téléphone (bureau)|teléfono del trabajo",
    (
        "phone",
        "home",
    ): "home phone|homephone|home phone 2|telefon privat|telefon (privat)|téléphone (domicile)"
    "|particular|teléfono particular",
    ("phone", "fax"): "fax|business fax|home fax|other fax|fax geschäftlich|fax privat|télécopie (bureau)"
    "|fax del trabajo",
    ("phone", ""): "phone|phone number|telephone|telefon|téléphone|teléfono|primary phone",
    (
        "phone",
        "other",
    ): "other phone|otherphone|car phone|radio phone|asst. phone|assistant's phone|weiteres telefon",
    ("email", ""): "email|e mail|e mail address|email address|mail|e mail adresse|adresse de messagerie"
    "|correo electrónico|dirección de correo electrónico|primary email",
    ("email", "work"): "work email|business email|company email",
    ("email", "personal"): "home email|personal email|private email",
    ("email", "other"): "secondary email|other email|alternate email|additional email addresses",
}
TYPED = {heading: meaning for meaning, text in _LISTED.items() for heading in text.split("|")}
"""From a heading to the kind and the type of what stands under it."""

LABELS: dict[str, str] = {
    "mobile": "mobile", "cell": "mobile", "iphone": "mobile", "handy": "mobile", "mobil": "mobile",
    "work": "work", "main": "work", "business": "work", "office": "work", "arbeit": "work",
    "geschäftlich": "work",
    "home": "home", "private": "home", "privat": "home", "domicile": "home", "other": "other",
    "fax": "fax", "work fax": "fax", "home fax": "fax", "other fax": "fax", "workfax": "fax",
    "homefax": "fax", "personal": "home", "zuhause": "home", "mobile phone": "mobile", "travail": "work",
}  # fmt: skip
"""From what programs call a number or address to our type of a number; an address at home is personal."""

SIGNATURES: dict[str, tuple[set[str], ...]] = {
    "ours": ({"first_name", "tm_create", "customer_id"},),
    "Google": ({"given name", "family name"}, {"first name", "labels", "last name"}),
    "Outlook": (
        {"first name", "last name", "e-mail address"},
        {"first name", "last name", "business phone"},
        {"vorname", "nachname", "e-mail-adresse"},
        {"prénom", "nom", "adresse de messagerie"},
        {"nombre", "apellidos", "dirección de correo electrónico"},
    ),
    "HubSpot": ({"record id", "lifecycle stage"}, {"record id", "contact owner", "lead status"}),
    "Zoho": ({"contact owner", "account name"}, {"record id", "last name", "account name"}),
    "Salesforce": ({"account name", "last name"}, {"firstname", "lastname", "accountid"}),
}
"""Headings that only one program writes together."""
