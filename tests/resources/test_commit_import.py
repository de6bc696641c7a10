"""All that was shown is written in one step, or nothing at all."""

import pytest
from django_tasks_db.models import DBTaskResult

from podworko.core.models import AuditEntry
from podworko.organisations.actions.organisation import add_organisation, change_organisation
from podworko.organisations.models import Location, Organisation
from podworko.resources import import_jobs
from podworko.resources.actions import importing
from podworko.resources.models import ImportedFile
from podworko.resources.views import imports
from tests.resources.importing import IMPORTS, committed, previewed, verdicts, worked

TABLE = (
    "Nazwa;Ulica;Nr domu;Telefon;Strona\n"
    "Klub Sowa;Elsnera;3;12 633 12 34;\n"
    "Szkoła nr 5;Weissa;8;12 633 12 35;www.sp5.example\n"
)
CHAIN = (
    "Nazwa;Ulica;Nr domu\n"
    "Apteka „Pod Owieczką”;Elsnera;3\n"
    'Apteka "Pod Owieczką";Weissa;17\n'
    "Apteka Pod Owieczką;Czerwieńskiego;1\n"
)


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def test_new_entry_and_changed_one_stand_in_the_register_and_its_history(coordinator, estate):
    made = committed(coordinator, previewed(coordinator, TABLE))
    assert made.made == {"added": 1, "places": 0, "changed": 1, "left": 0}
    club = Organisation.objects.get(name="Klub Sowa")
    assert club.entered_by == estate.coordinator
    estate.school.refresh_from_db()
    assert estate.school.website == "https://www.sp5.example"
    verbs = set(AuditEntry.objects.filter(about=f"organisation:{club.pk}").values_list("verb", flat=True))
    assert verbs == {"commit_import"}
    assert "Kora" in coordinator.get(f"/azory/organisations/{club.slug}/history/").text
    # Nothing of the file is kept once it is in the register.
    assert not ImportedFile.objects.exists()


def test_one_name_at_three_addresses_is_one_organisation_with_three_places(coordinator):
    made = committed(coordinator, previewed(coordinator, CHAIN))
    assert made.made["added"] == 1
    assert made.made["places"] == 2
    chain = Organisation.objects.get(name__contains="Owieczk")
    assert chain.locations.count() == 3


def test_register_that_changed_meanwhile_refuses_and_shows_anew(coordinator, estate):
    made = previewed(coordinator, TABLE)
    change_organisation(estate.school, values={"website": "https://inna.example"}, by=None)
    made = committed(coordinator, made)
    assert made.state == "preview"
    assert "wiersze: 3" in made.problem
    assert not Organisation.objects.filter(name="Klub Sowa").exists()
    assert "Obejrzyj podgląd jeszcze raz" in coordinator.get(f"{IMPORTS}{made.pk}/preview/").text
    assert committed(coordinator, made).state == "done"


def test_new_entry_that_somebody_else_has_added_meanwhile_is_not_added_twice(coordinator, estate):
    made = previewed(coordinator, TABLE)
    add_organisation(area=estate.area, values={"name": "Klub Sowa"}, by=None)
    made = committed(coordinator, made)
    assert made.state == "preview"
    assert "wiersze: 2" in made.problem
    assert Organisation.objects.filter(name="Klub Sowa").count() == 1


def test_double_click_writes_once(coordinator):
    made = previewed(coordinator, TABLE)
    committed(coordinator, made)
    assert coordinator.post(f"{IMPORTS}{made.pk}/commit/").url.endswith("/result/")
    assert Organisation.objects.filter(name="Klub Sowa").count() == 1


def test_failure_in_the_middle_leaves_nothing(coordinator, monkeypatch):
    made = previewed(coordinator, TABLE)

    def fail(*_arguments, **_named):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(importing, "write_change", fail)
    monkeypatch.setattr(imports, "SMALL_STEP", 100)
    with pytest.raises(RuntimeError):
        importing.commit_import(made, by=None)
    assert not Organisation.objects.filter(name="Klub Sowa").exists()
    made.refresh_from_db()
    assert made.state == "preview"


def test_many_rows_are_left_to_a_job(coordinator, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_STEP", 0)
    made = previewed(coordinator, TABLE)
    answer = coordinator.post(f"{IMPORTS}{made.pk}/commit/")
    assert coordinator.get(answer.url).text.count("To chwilę potrwa")
    worked()
    made.refresh_from_db()
    assert made.state == "done"
    # The job may run twice.
    assert import_jobs.write.call(made.pk, None) == ""


def test_new_entries_are_looked_through_for_doubles_once(coordinator, estate):
    made = previewed(coordinator, TABLE + "Klub Kruk;Elsnera;5;;\n")
    looks = DBTaskResult.objects.filter(task_path="podworko.organisations.duplicate_jobs.find_duplicates")
    coordinator.post(f"{IMPORTS}{made.pk}/commit/")
    assert looks.get().args_kwargs["args"] == [estate.area.pk]


def test_flat_is_kept_and_shown_to_nobody(coordinator, client):
    said = {"visibility": "public"}
    committed(coordinator, previewed(coordinator, "Nazwa;Adres\nStowarzyszenie Zaufanie;Weissa 4/62\n", **said))
    place = Location.objects.get(organisation__name="Stowarzyszenie Zaufanie")
    assert (place.house_number, place.flat_number, place.public_address) == ("4", "62", "Wojciecha Weissa 4")
    client.logout()
    assert "4/62" not in client.get("/azory/organisations/stowarzyszenie-zaufanie/").text


def test_bulk_leaves_the_same_history_as_the_form_would(coordinator, estate):
    committed(coordinator, previewed(coordinator, "Nazwa;Ulica;Nr domu;Kategoria\nKlub Sowa;Weissa;3;Edukacja\n"))
    by_form = add_organisation(area=estate.area, values={"name": "Klub Kruk"}, by=estate.coordinator)
    imported = Organisation.objects.get(name="Klub Sowa")
    one, other = (
        AuditEntry.objects.get(model="organisations.organisation", object_id=row.pk) for row in (imported, by_form)
    )
    assert set(one.after) == set(other.after)
    assert (one.visibility, one.author_id, one.actor_label) == (other.visibility, other.author_id, other.actor_label)
    assert verdicts(previewed(coordinator, "Nazwa;Ulica;Nr domu\nKlub Sowa;Weissa;3\n")) == {2: "same"}
