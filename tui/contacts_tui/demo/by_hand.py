"""Files as people leave them: short forms, comments, slips, three people twice over, two broken files.

They show what the store reads, keeps and reports. Each is a file name under ``contacts/`` and its text.
"""

from __future__ import annotations

FILES = {
    "grandma.yaml": """\
# Grandma's card, typed in by hand
first_name: Ottilie
last_name: Ashdown

phone_numbers:
  - 020 7946 0018        # the landline, let it ring
  - number: 07700 900417
    type: mobile
    is_primary: yes      # only on Sundays

tag_ids: [family, vip]
birthday: 1938-04-02     # kept as it is, shown under "More"
""",
    "ashdown-household.yaml": """\
display_name: The Ashdown household
phone_numbers:
  - 020 7946 0018   # same landline as grandma
emails: [ashdowns@example.org]
tag_ids: [family]
notes: |
  Spare key: under the third flowerpot.

  Bins go out on Wednesday.
""",
    "plumber.yaml": """\
company: Drip & Sons
phone_numbers: ["+44 161 496 0777"]
tag_ids:
  - emergency
  # asked twice, came twice
notes: 'Knows where the stopcock is. Cash only.'
""",
    "locksmith.yaml": """\
{"company": "Kuromatsu Locks",
 "phone_numbers": [{"number": "+15551234567", "type": "work", "is_primary": true}],
 "tag_ids": ["emergency"], "open": "day and night"}
""",
    "dr-no.yaml": """\
# Every word here is a text, whatever YAML makes of it.
first_name: No
last_name: 'Yes'
company: 1e5
external_id: 007
phone_numbers:
- number: +44 20 7946 0007 ext 7
  type:   work
emails:
-   address: no@example.com
    type:   work
""",
    "margarethe.yaml": """\
first_name: Margarethe
last_name: Weißenborn
job_title: Lighthouse keeper   # since 1999
phone_numbers:
  - {number: "+49 40 66969 123", type: satellite}
emails:
  - Margarethe.Weissenborn@Example.com
tag_ids: [friends, sailing]
""",
    "night-bell.yaml": """\
display_name: Night bell, back door
phone_numbers:
  - anonymous
  - number: +44 131 496 0042
    number_e164: "+441314960024"   # which one is right?
""",
    "harry-old-phone.yaml": """\
# from the SIM card of the old phone
first_name: Harry
last_name: Fairweather
phone_numbers: [020 7946 0732]
notes: Allotment committee.
""",
    "hollister.yaml": """\
display_name: M. Hollister
company: Atelier Fougère
emails:
  - mabel.hollister@fougere.example.com
  - mabel@example.net
tag_ids: [press]
""",
    "goran.yaml": """\
first_name: Goran
last_name: Angstrom   # without the rings
company: Druckerei Morgenstern
job_title: Typesetter
phone_numbers: ["+46 31 390 06 96"]
""",
    "broken/merge-left-over.yaml": """\
first_name: Percy
last_name: Thistlewood
<<<<<<< HEAD
company: Ravenscar Radio
=======
company: Quince Orchard Press
>>>>>>> radio-job
""",
    "broken/two-of-a-kind.yaml": """\
first_name: Winifred
last_name: Bramley
emails:
  - {address: winifred@example.com, is_primary: true}
  - {address: w.bramley@example.org, is_primary: true}
phone_numbers:
  - 07700 900555
""",
}
