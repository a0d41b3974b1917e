"""Where the demo's people work, what they do there, and what was noted about them."""

from __future__ import annotations

COMPANIES = (
    ("Halvorsen & Daughters", "halvorsen.example.com", "+44 20 7946 0100"),
    ("Kestrel Bicycle Works", "kestrel.example.com", "+44 161 496 0200"),
    ("Blue Kettle Coffee", "bluekettle.example.com", "+1 415 555 0110"),
    ("Northwind Lighthouse Supply", "northwind.example.org", "+1 617 555 0120"),
    ("Druckerei Morgenstern GmbH", "morgenstern.example.com", "+49 30 23125 400"),
    ("Bäckerei Süßkind", "suesskind.example.net", "+49 89 99998 500"),
    ("Atelier Fougère", "fougere.example.com", "+33 1 99 00 10 20"),
    ("Café des Marées", "marees.example.org", "+33 4 65 71 30 40"),
    ("Fjällräv Friluft AB", "fjallrav.example.com", "+46 8 465 004 10"),
    ("Wattle & Daub Architects", "wattle.example.com", "+61 2 5550 1200"),
    ("Banksia Veterinary Clinic", "banksia.example.net", "+61 3 5550 3400"),
    ("Szél Malom Kft.", "szelmalom.example.com", "+36 55 512 345"),
    ("Puca Animation Studio", "puca.example.com", "+44 28 9649 6500"),
    ("Quince Orchard Press", "quince.example.org", "+1 312 555 0130"),
    ("Ravenscar Radio", "ravenscar.example.net", "+44 131 496 0300"),
    ("Tessellate Robotics", "tessellate.example.com", "+1 202 555 0140"),
    ("Umbrella Repair Co-operative", "umbrella.example.org", "+44 29 2018 0400"),
    ("月見堂", "tsukimido.example.com", "+1 415 555 0150"),
)
"""Name, mail domain and switchboard of each company."""

JOBS = (
    "Accountant",
    "Architect",
    "Bookbinder",
    "Conservator",
    "Data engineer",
    "Editor",
    "Foreign correspondent",
    "Gardener",
    "Head of procurement",
    "Illustrator",
    "Lighthouse keeper",
    "Managing director",
    "Meteorologist",
    "Office manager",
    "Pastry chef",
    "Piano tuner",
    "Product designer",
    "Sound engineer",
    "Translator",
    "Veterinarian",
)

NOTES = (
    "Met at the ferry terminal.\nSpeaks Swedish and a little Greek.",
    "Prefers text messages.\n\nNever before ten.",
    "Allergic to nuts: mind the menu.",
    "Two children, Ida and Jonas.\nBirthday in May.",
    "Key is with the neighbours (blue door).",
    "Asked for the new price list:\n- wheels\n- saddles\n- lamps",
    "Pronounced as written, more or less.",
)
