"""vCards: what stands for what.

=================  ======================================================================
N                  ``last_name``; ``first_name``; middle names, prefixes and suffixes are
                   the unknown keys ``middle_name``, ``name_prefix``, ``name_suffix``
FN                 ``display_name``, when it says more than the other fields do
ORG                ``company``; departments are the unknown key ``departments``
TITLE, NOTE        ``job_title``, ``notes``
TEL                a number; TYPE CELL, WORK, HOME, FAX is ``mobile``, ``work``, ``home``, ``fax``
EMAIL              an address; TYPE WORK, HOME is ``work``, ``personal``
PREF               ``is_primary``
CATEGORIES         the names of tags
UID                ``id`` if it is a UUID, else ``external_id``
REV                ``tm_update``
X-EXTERNAL-ID,     ``external_id``, ``customer_id``, ``source``, ``tm_create``
X-CUSTOMER-ID,
X-SOURCE,
X-CREATED
X-EXTRA            unknown keys, as JSON
anything else      one line of the unknown key ``vcard``, written back as it came
=================  ======================================================================

A label (X-ABLabel) and further TYPE words and parameters of a number or an address are its unknown
keys ``label`` and ``vcard``.
"""
