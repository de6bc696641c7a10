"""An event that stands in the calendars of several areas."""

import pytest

from podworko.agenda.actions import change_event
from podworko.agenda.models import Event
from tests.factories import AreaFactory, AreaRoleFactory
from tests.portal.pages import words
from tests.register import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]

NEW = "/podworze/calendar/new/"


@pytest.fixture
def beside(area):
    return AreaFactory(slug="ogrody", name="Ogrody", parent=area.parent)


@pytest.fixture
def elsewhere(area):
    return AreaFactory(slug="obce", name="Obce", parent=area.parent)


@pytest.fixture
def active_in_both(organisation, area, beside, elsewhere):
    organisation.active_in.set([area, beside])


@pytest.mark.usefixtures("active_in_both")
def test_editor_shows_it_where_the_organisation_is_active(client, editor, form, beside):
    client.force_login(editor)
    opened = client.get(NEW)
    assert "Ogrody" in words(opened)
    assert "Obce" not in words(opened)
    client.post(NEW, {**form, "listed_in": [beside.pk]})
    assert "Festyn" in words(client.get("/ogrody/calendar/?day=2026-12-12"))
    event = Event.objects.get()
    assert "Także w kalendarzu Ogrody" in words(client.get(f"/podworze/calendar/{event.pk}/"))


@pytest.mark.usefixtures("active_in_both")
def test_area_in_which_one_may_not_announce_is_refused(client, editor, form, elsewhere):
    client.force_login(editor)
    response = client.post(NEW, {**form, "listed_in": [elsewhere.pk]})
    assert response.context["form"].errors["listed_in"]
    assert not Event.objects.exists()


def test_who_may_announce_here_only_is_not_asked(client, editor, form, elsewhere):
    client.force_login(editor)
    assert "Pokaż też w kalendarzu" not in words(client.get(NEW))
    client.post(NEW, form)
    assert list(Event.objects.get().listings.values_list("area__slug", flat=True)) == ["podworze"]


def test_coordinator_of_two_areas_may(client, area, beside, form):
    user = AreaRoleFactory(area=area).user
    AreaRoleFactory(area=beside, user=user)
    client.force_login(user)
    client.post(NEW, {**form, "listed_in": [beside.pk]})
    assert Event.objects.get().listings.count() == 2


@pytest.mark.usefixtures("active_in_both")
def test_listing_that_somebody_else_gave_it_stays(client, editor, make, beside, elsewhere):
    event = make()
    change_event(event, values={"listed_in": [beside.pk, elsewhere.pk]}, by=None)
    client.force_login(editor)
    address = f"/podworze/calendar/{event.pk}/edit/"
    opened = form_on(client.get(address), having="title")
    assert opened.fields["listed_in"] == [str(beside.pk)]
    client.post(address, opened.filled(listed_in=[]))
    assert sorted(event.listings.values_list("area__slug", flat=True)) == ["obce", "podworze"]
    assert "Festyn" not in words(client.get("/ogrody/calendar/?day=2026-12-08"))


@pytest.mark.usefixtures("active_in_both")
def test_history_says_where(client, editor, make, beside):
    event = make()
    change_event(event, values={"listed_in": [beside.pk]}, by=editor)
    client.force_login(editor)
    assert "Podwórze, Ogrody" in words(client.get(f"/podworze/calendar/{event.pk}/changes/"))
