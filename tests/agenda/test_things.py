"""What an event needs beside its room: equipment, and somebody's help. Both are chosen, kept and noticed alike."""

from datetime import UTC, datetime, timedelta

import pytest

from podworko.agenda import finding_words, findings
from podworko.agenda.actions import cancel_following, change_event, change_following
from podworko.agenda.actions.event import bring_back_event, delete_event
from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.joining import undo_join
from podworko.agenda.choices import FindingKind
from podworko.agenda.models import Event, Finding
from podworko.agenda.things import THINGS
from podworko.core.models import AuditEntry
from podworko.core.restoring import restore_version
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from podworko.organisations.reach import reach_of
from tests.agenda.deciding import finding_of, joined, pair
from tests.agenda.test_findings import FAR, NEAR, planned
from tests.factories import MembershipFactory, OrganisationFactory, ResourceFactory
from tests.portal.pages import words
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
NEW = "/podworze/calendar/new/"
BOTH = pytest.mark.parametrize("name", THINGS)
FOUND_AS = {"equipment": FindingKind.EQUIPMENT, "helpers": FindingKind.PERSON}


@pytest.fixture
def thing(organisation, area):
    """A function that makes a thing of the kind that a relation holds; a hidden one is nobody's here."""

    def thing(name, called="Animatorka zabaw", *, is_hidden=False):
        values = {"organisation": organisation, "visibility": Visibility.PUBLIC, "name": called}
        if is_hidden:
            other = OrganisationFactory(home_area=area, active_in=[area])
            values = {"organisation": other, "visibility": Visibility.ORGANISATION, "name": "Tajemnica"}
        return ResourceFactory(kind=THINGS[name], **values)

    return thing


@pytest.fixture
def keeping(client, editor):
    """A browser in which the editor has signed in."""
    client.force_login(editor)
    return client


def edit(event):
    return f"/podworze/calendar/{event.pk}/edit/"


def needed(event, name):
    return sorted(getattr(Event.objects.get(pk=event.pk), name).values_list("pk", flat=True))


# The form


@BOTH
def test_each_field_offers_what_is_of_its_kind_and_may_be_seen(keeping, thing, name):
    other = next(each for each in THINGS if each != name)
    mine = thing(name, "Tłumaczka ukraińskiego")
    thing(other, "Coś innego")
    thing(name, is_hidden=True)
    field = keeping.get(NEW).context["form"].fields[name]
    assert field.choices == [(mine.pk, "Tłumaczka ukraińskiego – Świetlica")]


@BOTH
def test_there_is_no_empty_field(keeping, thing, name):
    thing(name, is_hidden=True)
    page = keeping.get(NEW)
    assert not THINGS.keys() & page.context["form"].fields.keys()
    assert "Czyja pomoc" not in page.text


@BOTH
def test_what_is_chosen_is_kept_and_told_by_the_history(keeping, make, thing, name):
    mine, event = thing(name), make()
    keeping.post(edit(event), form_on(keeping.get(edit(event)), having="title").filled(**{name: str(mine.pk)}))
    assert needed(event, name) == [mine.pk]
    history = words(keeping.get(f"/podworze/calendar/{event.pk}/changes/"))
    assert "Animatorka zabaw" in history
    assert {"equipment": "potrzebny sprzęt", "helpers": "czyja pomoc jest potrzebna"}[name] in history


@BOTH
def test_the_history_does_not_name_what_its_reader_may_not_see(keeping, make, thing, name):
    gone, event = thing(name), make()
    change_event(event, values={name: [gone.pk, thing(name, is_hidden=True).pk, thing(name, "Pieczenie").pk]}, by=None)
    gone.delete()
    history = words(keeping.get(f"/podworze/calendar/{event.pk}/changes/"))
    assert history.count("wpis, którego nie ma lub nie widać") == 2
    assert "Pieczenie" in history
    assert "Tajemnica" not in history


@BOTH
def test_what_one_may_not_see_stays(keeping, make, thing, name):
    secret, mine, other, event = thing(name, is_hidden=True), thing(name), thing(name, "Pieczenie"), make()
    change_event(event, values={name: [secret.pk, other.pk]}, by=None)
    page = keeping.get(edit(event))
    assert "Tajemnica" not in page.text
    keeping.post(edit(event), form_on(page, having="title").filled(**{name: str(mine.pk)}))
    assert needed(event, name) == sorted([secret.pk, mine.pk])


@BOTH
def test_what_one_may_not_see_stays_where_there_is_nothing_to_choose(keeping, make, thing, name):
    secret, event = thing(name, is_hidden=True), make()
    change_event(event, values={name: [secret.pk]}, by=None)
    keeping.post(edit(event), form_on(keeping.get(edit(event)), having="title").filled(title="Piknik"))
    assert (Event.objects.get(pk=event.pk).title, needed(event, name)) == ("Piknik", [secret.pk])


@BOTH
def test_a_copy_needs_the_same(keeping, make, thing, name):
    mine, event = thing(name), make()
    thing(name, "Pieczenie")
    change_event(event, values={name: [mine.pk]}, by=None)
    copied = form_on(keeping.get(f"{NEW}?copy={event.pk}"), having="title")
    assert copied.fields[name] == [str(mine.pk)]


# What follows from an event


@BOTH
def test_what_is_deleted_comes_back_with_what_it_needs(make, thing, name):
    mine, event = thing(name), make()
    change_event(event, values={name: [mine.pk]}, by=None)
    bring_back_event(delete_event(event, by=None), by=None)
    assert needed(event, name) == [mine.pk]


@BOTH
def test_an_earlier_version_comes_back_without_what_is_gone_since(editor, make, thing, name):
    mine, gone, event = thing(name), thing(name, "Pieczenie"), make()
    change_event(event, values={name: [mine.pk, gone.pk]}, by=editor)
    change_event(Event.objects.get(pk=event.pk), values={name: []}, by=editor)
    gone.delete()
    restore_version(AuditEntry.objects.filter(model="agenda.event").latest("pk"), by=editor)
    assert needed(event, name) == [mine.pk]


@BOTH
def test_the_rest_of_a_series_needs_the_same(make, thing, name):
    mine, weekly = thing(name), make(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    change_event(weekly, values={name: [mine.pk]}, by=None)
    weekly, second = Event.objects.get(pk=weekly.pk), datetime(2026, 12, 15, 17, tzinfo=UTC)
    rest = change_following(weekly, second, values={"title": "Dalej"}, by=None)
    assert needed(rest, name) == [mine.pk]
    end = cancel_following(rest, second + timedelta(weeks=1), reason="ferie", by=None)
    assert needed(end, name) == [mine.pk]
    weekly = Event.objects.get(pk=weekly.pk)
    other = thing(name, "Pieczenie")
    without = change_following(weekly, weekly.starts, values={name: [other.pk]}, by=None)
    assert needed(without, name) == [other.pk]


@BOTH
def test_what_becomes_one_needs_what_both_needed(area, client, thing, name):
    both = pair(area)
    common, own, brought, secret = (
        thing(name, "Wspólne"),
        thing(name, "Własne"),
        thing(name),
        thing(name, is_hidden=True),
    )
    change_event(both.first, values={name: [common.pk, own.pk]}, by=None)
    change_event(both.second, values={name: [common.pk, brought.pk, secret.pk]}, by=None)
    join = joined(both)
    assert needed(both.first, name) == sorted([common.pk, own.pk, brought.pk, secret.pk])
    client.force_login(both.one)
    page = words(client.get(f"/podworze/calendar/joins/{join.pk}/undo/"))
    assert "Animatorka zabaw" in page
    assert not {"Tajemnica", "Wspólne", "Własne"} & set(page.split())
    undo_join(join, by=None)
    assert needed(both.first, name) == sorted([common.pk, own.pk])


def test_what_was_joined_before_events_named_what_they_need_comes_apart(area, thing):
    both = pair(area)
    mine = thing("helpers")
    change_event(both.first, values={"helpers": [mine.pk]}, by=None)
    join = joined(both)
    for name in THINGS:
        del join.added[name]
    join.save()
    undo_join(join, by=None)
    assert needed(both.first, "helpers") == [mine.pk]


# Needed twice


@pytest.fixture
def twice(area):
    """A function that makes two events at one time, far from each other, that need something."""

    def twice(name, one, other, **values):
        events = planned(area, title="Gry"), planned(area, FAR, title="Bal", **values)
        for event, things in zip(events, (one, other), strict=True):
            change_event(event, values={name: [each.pk for each in things]}, by=None)
        return [Event.objects.get(pk=event.pk) for event in events]

    return twice


def found_by(event):
    findings.refresh([event.pk])
    return list(Finding.objects.filter(gone_at=None))


@BOTH
def test_needed_twice_is_found_from_either_side_wherever_they_are(twice, thing, name):
    mine = thing(name)
    one, other = twice(name, [mine, thing(name, "Pieczenie")], [mine])
    for event in (one, other):
        (found,) = found_by(event)
        assert (found.kind, found.strength, found.first, found.second) == (FOUND_AS[name], 3, one, other)
        Finding.objects.all().delete()
    change_event(other, values={name: []}, by=None)
    assert found_by(one) == []


def test_a_person_who_cannot_get_there_in_time_is_needed_twice(area, thing):
    # 150 metres are two minutes.
    mine, one = thing("helpers"), planned(area)
    other = planned(area, NEAR, audiences=[], starts=one.ends + timedelta(minutes=1), has_end=True)
    for event in (one, other):
        change_event(event, values={"helpers": [mine.pk]}, by=None)
    (found,) = found_by(other)
    assert (found.kind, found.strength, found.minutes) == (FindingKind.PERSON, 2, -1)
    assert 100 < found.metres < 300
    fresh = Event.objects.get(pk=other.pk)
    later = {"starts": fresh.starts + timedelta(minutes=2), "ends": fresh.ends + timedelta(minutes=2)}
    change_event(fresh, values=later, by=None)
    assert found_by(fresh) == []


@BOTH
def test_what_was_decided_about_one_thing_says_nothing_of_another(twice, thing, name):
    mine, other = thing(name), thing(name, "Pieczenie")
    events = twice(name, [mine], [mine])
    (found,) = found_by(events[0])
    decide_finding(found, organisation=events[0].organisation, answer="fine", reason="są dwie", by=None)
    for event in events:
        change_event(event, values={"title": "Inaczej"}, by=None)
    found_by(events[0])
    assert not Finding.objects.undecided().exists()
    for event in events:
        change_event(Event.objects.get(pk=event.pk), values={name: [other.pk]}, by=None)
    found_by(events[0])
    assert Finding.objects.undecided().count() == 1


@BOTH
def test_only_what_the_reader_may_see_is_named(area, client, twice, thing, name):
    mine, secret = thing(name), thing(name, is_hidden=True)
    one, other = twice(name, [mine, secret], [mine, secret])
    (found,) = found_by(one)
    keeper = MembershipFactory(organisation=one.organisation, role=MembershipRole.EDITOR).user
    client.force_login(keeper)
    page = words(client.get(f"/podworze/calendar/findings/{found.pk}/"))
    said = {"equipment": "ten sam sprzęt", "helpers": "potrzebna ta sama osoba"}[name]
    assert f"W tym samym czasie {said}: Animatorka zabaw." in page
    assert {"equipment": "Sprzęt Animatorka zabaw", "helpers": "Czyja pomoc Animatorka zabaw"}[name] in page
    assert "Tajemnica" not in page
    assert "połączmy" not in page
    for event in (one, other):
        change_event(event, values={name: [secret.pk]}, by=None)
    (found,) = found_by(one)
    names = finding_words.names_for([found], area, reach_of(keeper))
    assert finding_words.why(found, names) in {
        "W tym samym czasie ten sam sprzęt.",
        "Za mało czasu, żeby być na obu, a potrzebna jest ta sama osoba.",
    }


def test_the_list_is_narrowed_to_people_who_are_needed_twice(area, client):
    both = pair(area)
    finding_of(both.first, both.second, kind="person")
    client.force_login(both.one)
    page = client.get("/podworze/calendar/findings/", {"kind": "person"})
    assert [row.finding.kind for row in page.context["rows"]] == ["person"]
    assert "ta sama osoba potrzebna dwa razy" in words(page)


# While an event is typed


@BOTH
def test_beside_the_form_stands_what_is_needed_twice(keeping, twice, thing, name, organisation):
    mine, secret = thing(name), thing(name, is_hidden=True)
    one, _other = twice(name, [], [mine, secret])
    typed = {"day": f"{one.starts:%Y-%m-%d}", "time_from": f"{one.starts:%H:%M}", "organisation_id": organisation.pk}
    address = "/podworze/calendar/new/findings/"
    assert "Bal" not in keeping.get(address, typed).text
    shown = keeping.get(address, {**typed, name: [mine.pk, secret.pk]}).text
    assert "Bal" in shown
    assert "Animatorka zabaw" in shown
    assert "Tajemnica" not in shown
    # A number in an address may be anybody's.
    assert "Bal" not in keeping.get(address, {**typed, name: [secret.pk]}).text


@BOTH
def test_beside_the_form_nothing_is_named_that_its_reader_may_not_see(keeping, make, twice, thing, name):
    secret = thing(name, is_hidden=True)
    one, _other = twice(name, [], [secret])
    event = make(starts=one.starts, ends=one.ends)
    change_event(event, values={name: [secret.pk]}, by=None)
    page = keeping.get(edit(event)).text
    assert "Bal" in page
    assert "Tajemnica" not in page
