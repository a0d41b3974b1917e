"""The contact schema, judged by a validator that editors use, against what the store itself accepts."""

import json

import jsonschema
import pytest
import yaml

from contacts_store.schema import contact_schema, schema_text

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"

GOOD = {
    "canonical": f"""
id: {ID}
customer_id: {ID}
first_name: Ada
source: manual
phone_numbers:
  - id: {ID}
    number: '+44 20 7946 0018'
    number_e164: '+442079460018'
    type: work
    is_primary: true
    tm_create: '2026-02-07T14:45:59.038962Z'
emails:
  - address: ada@example.com
tag_ids:
  - {ID}  # vip
notes: |
  one
  two
tm_create: '2026-02-07T14:45:59.038962Z'
""",
    "short forms": "phone_numbers: ['+44 20 7946 0018', 02079460018]\nemails: [a@example.com]\ntag_ids: [vip]\n",
    "texts that YAML retypes": "first_name: true\ncompany: 1e5\nexternal_id: 007\nphone_numbers: [+15551234567]\n",
    "empty values": "first_name:\nphone_numbers:\nemails: []\ntag_ids: ~\ntm_delete: ''\n",
    "words for booleans": "phone_numbers:\n- {number: '1', is_primary: 'yes'}\n- {number: '2', is_primary: 'False'}\n",
    "other keys": "birthday: 1938-04-02\nsocial: {mastodon: '@ada'}\n",
    "times": "tm_create: '2026-02-07 14:45+01:00'\ntm_update: '2026-02-07'\ntm_delete: '9999-01-01T00:00:00Z'\n",
    "unknown type and source": "source: crm\nphone_numbers: [{number: '1', type: pager}]\n",
}
BAD = {
    "number for list": "phone_numbers: 5\n",
    "id that is none": "id: ada\n",
    "too long": f"first_name: {'x' * 101}\n",
    "no number": "phone_numbers: [{type: home}]\n",
    "no E.164": "phone_numbers: [{number: '1', number_e164: 0171 234}]\n",
    "no boolean": "phone_numbers: [{number: '1', is_primary: maybe}]\n",
    "no time": "tm_create: yesterday\n",
    "mapping for text": "notes: {a: b}\n",
    "list for contact": "- first_name: Ada\n",
}


def _validator():
    schema = contact_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class _AsJson(yaml.SafeLoader):
    """Reads as editors do: dates stay texts, which is all that JSON Schema knows."""


_AsJson.yaml_implicit_resolvers = {
    first: [rule for rule in rules if not rule[0].endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_accepts_what_the_store_reads(text):
    _validator().validate(yaml.load(text, _AsJson))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_underlines_what_the_store_refuses(text):
    assert not _validator().is_valid(yaml.load(text, _AsJson))


def test_describes_every_field_of_the_model_and_no_other():
    from contacts_store.model.contact import Contact, Email, PhoneNumber

    def fields(model):
        return set(model.model_fields) - {"extra"}

    properties = contact_schema()["properties"]
    assert set(properties) == fields(Contact)
    assert set(properties["phone_numbers"]["items"]["anyOf"][0]["properties"]) == fields(PhoneNumber)
    assert set(properties["emails"]["items"]["anyOf"][0]["properties"]) == fields(Email)


def test_the_file_is_json_and_ends_with_a_newline():
    assert schema_text().endswith("}\n")
    assert json.loads(schema_text()) == contact_schema()
