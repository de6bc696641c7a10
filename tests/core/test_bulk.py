"""Thousands of rows at once: the same rows as Django's own way writes."""

import pytest

from podworko.core import bulk
from podworko.core.models import AuditEntry, SearchWord
from podworko.core.visibility import Visibility

pytestmark = pytest.mark.django_db


def entries():
    return [
        AuditEntry(
            about=f"organisation:{number}",
            part_of=number or None,
            model="organisations.organisation",
            object_id=number,
            object_label="Żłobek „Spisówek”",
            verb="commit_import",
            before=None,
            after={"name": "Żłobek", "day": "2026-03-04", "point": 50.0885917, "is": True},
            visibility=Visibility.PARTNERS,
        )
        for number in range(3)
    ]


def stored(rows):
    found = AuditEntry.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk").values()
    left_out = {"id", *(field.name for field in AuditEntry._meta.fields if getattr(field, "auto_now_add", False))}
    return [{name: value for name, value in row.items() if name not in left_out} for row in found]


def test_same_rows_as_one_by_one():
    singly, at_once = entries(), entries()
    for row in singly:
        row.save(force_insert=True)
    bulk.insert(at_once)
    assert stored(at_once) == stored(singly)
    assert [row.pk for row in at_once] == list(range(singly[-1].pk + 1, singly[-1].pk + 4))
    assert not any(row._state.adding for row in at_once)


def test_id_of_a_deleted_row_is_not_given_again():
    first = SearchWord(word="sowa")
    bulk.insert([first])
    last = first.pk
    first.delete()
    second = SearchWord(word="kruk")
    bulk.insert([second])
    assert second.pk > last
    bulk.insert([])
