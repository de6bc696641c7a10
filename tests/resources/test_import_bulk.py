"""Rows written in bulk are those that the single actions would write, and so is their history."""

from datetime import date, time

import pytest
from django.apps import apps

from podworko.core.models import AuditEntry
from podworko.organisations.actions.contact import Ways, add_contact
from podworko.organisations.actions.location import add_location
from podworko.organisations.actions.organisation import add_organisation
from podworko.organisations.models import Organisation
from podworko.resources.actions.hours import hours_table, set_opening_hours
from podworko.resources.actions.listing import set_categories
from podworko.resources.actions.resource import add_resource
from podworko.resources.import_models import RegisterImport
from tests.resources.importing import committed, previewed

HEADINGS = (
    "Nazwa;Nazwa poprawna;Sektor;Opis;Strona;Stan;Sprawdzono;Ulica;Nr domu;Nr mieszkania;Kod;Miejscowość;Wskazówki;"
    "lat;lon;Telefon;E-mail;Rola;Osoba;Kategoria;Godziny;Usługi;REGON\n"
)
ROW = (
    "Klub Sowa;Klub „Sowa”;społeczny;Gramy w szachy.;www.sowa.example;działa;2026-05-04;Elsnera;3;7;31-322;Kraków;"
    "w podwórku;50.09;19.93;12 633 12 34;klub@sowa.example;sekretariat;Jan Sowa;Edukacja;pn 8:00-16:00;"
    '"Szachy; Zajęcia dla dzieci";126331234\n'
)
FIELDS = (
    *("name", "corrected_name", "sector", "description", "website", "status", "assured_date", "street", "house"),
    *("flat", "postcode", "city", "address_note", "latitude", "longitude", "phone", "email", "role", "holder"),
    *("category", "hours", "services", "regon"),
)
MODELS = (
    *("organisations.Organisation", "organisations.Activity", "organisations.OrganisationIdentifier"),
    *("organisations.Location", "organisations.Contact", "organisations.ContactField"),
    *("resources.Listing", "resources.OpeningHours", "resources.HoursState", "resources.Resource"),
)
APART = {"id", "organisation_id", "location_id", "contact_id", "created_at", "updated_at", "changed_at", "at"}
"""Which number a row has, to which it belongs, when it was written."""


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def kept(values):
    # An action that adds to a place raises its version; written at once it has one.
    left = {name: value for name, value in values.items() if name not in APART | {"version"}}
    return {name: str(value) for name, value in left.items()} | {
        f"has {name}": values[name] is not None for name in APART & set(values) if name.endswith("_id")
    }


def rows(known):
    """Return what stands in every table beside what stood there before."""
    found = {}
    for label in MODELS:
        new = apps.get_model(label)._base_manager.exclude(pk__in=known[label]).order_by("pk")
        found[label] = [kept(values) for values in new.values()]
    return found


def history(since):
    """Return for every object, told in the same words, what its history says it is now."""
    told = {}
    for entry in AuditEntry.objects.filter(pk__gt=since).exclude(model="resources.registerimport").order_by("pk"):
        about = (entry.model, entry.object_label, entry.about.partition(":")[0], entry.part_of)
        whose = (entry.visibility, entry.author_id, entry.actor_id, entry.actor_label)
        one = told.setdefault((entry.model, entry.object_id), {"about": about, "whose": whose, "after": {}})
        assert (one["about"], one["whose"]) == (about, whose)
        one["after"].update(entry.after)
    return sorted(
        ((*one["about"], *one["whose"], sorted(kept(one["after"]).items())) for one in told.values()), key=repr
    )


def written(work):
    known = {label: list(apps.get_model(label)._base_manager.values_list("pk", flat=True)) for label in MODELS}
    since = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    work()
    found = rows(known), history(since)
    Organisation.objects.filter(name="Klub Sowa").delete()
    return found


def by_actions(estate):
    by, shown = estate.coordinator, {"visibility": "partners"}
    way = {"visibility": "organisation", "source": "spis gminy", "legal_basis": "", "notice_date": None}
    organisation = add_organisation(
        area=estate.area,
        values={
            "name": "Klub Sowa",
            "corrected_name": "Klub „Sowa”",
            "sector": "civic",
            "description": "Gramy w szachy.",
            "website": "https://www.sowa.example",
            "status": "active",
            "assured_date": date(2026, 5, 4),
            "source": "spis gminy",
            "identifiers": [{"scheme": "REGON", "value": "126331234"}],
            **shown,
        },
        by=by,
    )
    place = add_location(
        organisation=organisation,
        values={
            "area_id": estate.area.pk,
            "street_name": "Józefa Elsnera",
            "house_number": "3",
            "flat_number": "7",
            "postcode": "31-322",
            "city": "Kraków",
            "address_note": "w podwórku",
            "address_as_printed": "Elsnera 3",
            "latitude": 50.09,
            "longitude": 19.93,
            "precision": "street",
            **shown,
        },
        by=by,
    )
    set_categories(place, category_ids=[estate.category.pk], by=by)
    span = {"weekday": 0, "opens": time(8), "closes": time(16)}
    set_opening_hours(place, table=hours_table(place) | {"spans": [span]}, by=by)
    added = [
        {"kind": "phone", "value": "+48 12 633 12 34", "position": 0, **way},
        {"kind": "email", "value": "klub@sowa.example", "position": 1, **way},
    ]
    values = {"role": "sekretariat", "holder_name": "Jan Sowa"}
    add_contact(organisation=organisation, values=values, ways=Ways(added=added), by=by)
    for name in ("Szachy", "Zajęcia dla dzieci"):
        service = {"kind": "service", "name": name, "location_id": place.pk, "source": "spis gminy", **shown}
        add_resource(organisation=organisation, values=service, by=by)


def test_bulk_writes_the_rows_and_the_history_of_the_single_actions(coordinator, estate):
    fields = {f"column_{position}": name for position, name in enumerate(FIELDS)}
    made = previewed(coordinator, HEADINGS + ROW, visibility="partners", source="spis gminy", **fields)
    imported_rows, imported_history = written(lambda: committed(coordinator, made))
    assert RegisterImport.objects.get().made["added"] == 1
    assert [label for label in MODELS if not imported_rows[label]] == ["resources.HoursState"]
    single_rows, single_history = written(lambda: by_actions(estate))
    for label in MODELS:
        assert imported_rows[label] == single_rows[label], label
    assert imported_history == single_history
