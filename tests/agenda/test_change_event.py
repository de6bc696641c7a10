from datetime import UTC, datetime, time

import pytest

from podworko.agenda.actions import cancel_occurrence, change_event
from podworko.agenda.models import Event
from podworko.core.models import AuditEntry
from podworko.core.restoring import restore_version
from podworko.core.visibility import Visibility
from tests.factories import LocationFactory, OrganisationFactory
from tests.portal.pages import text_of
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def fields(client, event):
    """What a browser would send of the form as it stands."""
    shown = client.get(f"/podworze/calendar/{event.pk}/edit/").context["form"]
    said = {bound.html_name: bound.value() for bound in shown}
    return {name: _written(value) for name, value in said.items() if value not in (None, "", False)}


def _written(value):
    return value.strftime("%H:%M") if isinstance(value, time) else value


def send(client, event, sent):
    return client.post(f"/podworze/calendar/{event.pk}/edit/", sent)


def test_form_sent_as_it_stands_changes_nothing(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3", audiences=["seniors"], funding=[{"source": "składka"}], has_end=False)
    assert send(client, event, fields(client, event)).status_code == 302
    after = Event.objects.get()
    assert after.version == event.version
    assert (after.starts, after.rule, after.has_end) == (event.starts, event.rule, event.has_end)


def test_change_is_seen_everywhere(client, editor, make):
    client.force_login(editor)
    event = make()
    send(client, event, {**fields(client, event), "title": "Piknik", "day": "2026-12-20"})
    assert "Piknik" in client.get("/podworze/calendar/?view=month&day=2026-12-01").text
    assert "20261220" in client.get("/podworze/calendar.ics").text
    assert "Piknik" in client.get("/podworze/search/?q=piknik").text


def test_rule_beyond_the_form_stays_as_it_is(client, editor, make):
    client.force_login(editor)
    event = make(rule="FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6")
    sent = fields(client, event)
    assert sent["repeats"] == "kept"
    send(client, event, {**sent, "title": "Piknik"})
    after = Event.objects.get()
    assert (after.title, after.rule) == ("Piknik", "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6")


def test_two_people_at_once_both_see_it(client, editor, make):
    client.force_login(editor)
    event = make()
    sent = fields(client, event)
    change_event(event, values={"title": "Kiermasz"}, by=None)
    response = send(client, event, {**sent, "title": "Piknik"})
    assert response.status_code == 200
    said = text_of(response.text)
    assert "Kiermasz" in said
    assert "Piknik" in said
    assert Event.objects.get().title == "Kiermasz"


def test_changes_of_different_fields_are_joined(client, editor, make):
    client.force_login(editor)
    event = make()
    sent = fields(client, event)
    change_event(event, values={"title": "Kiermasz"}, by=None)
    send(client, event, {**sent, "place_name": "w ogrodzie"})
    after = Event.objects.get()
    assert (after.title, after.place_name) == ("Kiermasz", "w ogrodzie")


def test_moving_raises_the_sequence_and_a_new_word_does_not(make):
    event = make()
    change_event(event, values={"description": "zupa"}, by=None)
    assert Event.objects.get().sequence == 0
    moved = {"starts": datetime(2026, 12, 8, 18, tzinfo=UTC), "ends": datetime(2026, 12, 8, 19, tzinfo=UTC)}
    change_event(event, values=moved, by=None)
    assert Event.objects.get().sequence == 1


@pytest.mark.parametrize("page", ["edit/", "cancel/", "delete/", "changes/", "on/20261208T1700/edit/"])
def test_every_link_of_the_pages_about_an_event_leads_somewhere(client, editor, make, page):
    client.force_login(editor)
    event = make(rule="FREQ=WEEKLY;COUNT=3")
    assert 'href=""' not in client.get(f"/podworze/calendar/{event.pk}/{page}").text


LATER = {"starts": datetime(2026, 12, 8, 18, 30, tzinfo=UTC), "ends": datetime(2026, 12, 8, 20, tzinfo=UTC)}
THIRD = datetime(2026, 12, 22, 17, tzinfo=UTC)


def cancelled(event):
    return [f"{row.original:%d %H:%M}" for row in event.occurrences.filter(is_cancelled=True)]


def test_what_was_cancelled_of_a_series_stays_so_at_another_hour_and_back(make):
    event = make(rule="FREQ=WEEKLY;COUNT=4")
    cancel_occurrence(event, THIRD, reason="święta", by=None)
    change_event(event, values=LATER, by=None)
    assert cancelled(event) == ["22 18:30"]
    restore_version(AuditEntry.objects.filter(model="agenda.event", verb="change_event").latest("pk"), by=None)
    assert cancelled(event) == ["22 17:00"]


def test_what_was_cancelled_moves_with_the_day_of_the_week(make):
    event = make(rule="FREQ=WEEKLY;COUNT=4")
    for day in (15, 22):
        cancel_occurrence(event, THIRD.replace(day=day), reason="święta", by=None)
    change_event(event, values={name: value.replace(day=9) for name, value in LATER.items()}, by=None)
    assert cancelled(event) == ["16 18:30", "23 18:30"]


def test_what_was_cancelled_keeps_its_day_when_the_series_begins_a_week_later(make):
    event = make(rule="FREQ=WEEKLY;COUNT=4")
    for day in (15, 22):
        cancel_occurrence(event, THIRD.replace(day=day), reason="święta", by=None)
    change_event(event, values={name: value.replace(day=15) for name, value in LATER.items()}, by=None)
    assert cancelled(event) == ["15 18:30", "22 18:30"]


def roles(event):
    return sorted(event.organisers.values_list("organisation__name", "role"))


@pytest.fixture
def helped(make, area):
    """An event with those who help: from here, from elsewhere, one whom the editor cannot see, one who pays."""
    elsewhere = OrganisationFactory(name="Dom Kultury", visibility=Visibility.PUBLIC)
    here = OrganisationFactory(home_area=area, active_in=[area], name="Parafia", visibility=Visibility.PUBLIC)
    hidden = OrganisationFactory(name="Krąg", visibility=Visibility.PRIVATE)
    helping = [{"organisation": one.pk, "role": "co_organiser"} for one in (elsewhere, here, hidden)]
    funding = [{"source": "Rada Dzielnicy", "organisation": here.pk}]
    return make(organisers=[*helping, {"organisation": here.pk, "role": "host"}], funding=funding)


def test_another_title_leaves_those_who_help_as_they_are(client, editor, helped):
    client.force_login(editor)
    before = roles(helped)
    address = f"/podworze/calendar/{helped.pk}/edit/"
    opened = client.get(address)
    assert "Krąg" not in opened.text
    assert client.post(address, form_on(opened, having="title").filled(title="Piknik")).status_code == 302
    assert roles(helped) == before
    assert [row.organisation.name for row in helped.funding.all()] == ["Parafia"]


def test_who_no_longer_helps_is_taken_off_and_still_gives_the_room(client, editor, helped):
    client.force_login(editor)
    address = f"/podworze/calendar/{helped.pk}/edit/"
    client.post(address, form_on(client.get(address), having="title").filled(co_organisers=[]))
    assert roles(helped) == [("Krąg", "co_organiser"), ("Parafia", "host")]


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.PRIVATE])
def test_place_that_the_form_does_not_offer_stays(client, editor, make, visibility):
    client.force_login(editor)
    elsewhere = LocationFactory(visibility=visibility, organisation__visibility=Visibility.PUBLIC)
    event = make(location=elsewhere)
    address = f"/podworze/calendar/{event.pk}/edit/"
    sent = form_on(client.get(address), having="title").filled(title="Piknik")
    assert client.post(address, sent).status_code == 302
    assert (Event.objects.get().title, Event.objects.get().location) == ("Piknik", elsewhere)
