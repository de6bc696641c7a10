import html
import re

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import EventFactory, EventKindFactory, LocationFactory, MembershipFactory, OrganisationFactory
from tests.portal.pages import words

ADDRESS = "/podworze/calendar/share/"
SITE = "http://localhost:8000/podworze"

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


def options(text, name):
    (found,) = re.findall(rf'<select name="{name}".*?</select>', text, re.DOTALL)
    return re.findall(r'<option value="([^"]*)"', found)


def code(text):
    (found,) = re.findall(r'<textarea id="code"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    return html.unescape(found)


def test_page_gives_the_addresses_of_the_whole_calendar(client, area):
    text = client.get(ADDRESS).text
    for address in (f"{SITE}/calendar.ics", f"{SITE}/calendar.atom", f"{SITE}/calendar.geojson"):
        assert f'value="{address}"' in text
    assert 'href="webcal://localhost:8000/podworze/calendar.ics"' in text
    assert code(text) == (
        f'<iframe src="{SITE}/calendar/embed/" title="Kalendarz" width="100%" height="640" loading="lazy"></iframe>'
    )


def test_what_was_chosen_stands_in_every_address(client, organisation):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    kind = EventKindFactory(area=organisation.home_area, code="turniej")
    EventFactory(organisation=organisation, location=hall, kind=kind, visibility=Visibility.PUBLIC)
    query = f"?organiser={organisation.slug}&place={hall.pk}&kind=turniej&for=seniors&view=month"
    text = client.get(f"{ADDRESS}{query}").text
    for name, value in (
        ("organiser", organisation.slug),
        ("place", hall.pk),
        ("kind", "turniej"),
        ("for", "seniors"),
        ("view", "month"),
    ):
        assert f'<option value="{value}" selected>' in text, name
    asked = f"for=seniors&kind=turniej&organiser={organisation.slug}&place={hall.pk}"
    assert html.escape(f"{SITE}/calendar.ics?{asked}") in text
    (source,) = re.findall(r'src="([^"]*)"', code(text))
    framed = html.unescape(source)
    assert framed == f"{SITE}/calendar/embed/?view=month&{asked}"
    assert client.get(framed.removeprefix("http://localhost:8000")).status_code == 200


def test_only_what_everybody_sees_can_be_chosen(client, area, organisation):
    EventFactory(organisation=organisation, visibility=Visibility.PUBLIC)
    quiet = OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC)
    EventFactory(organisation=quiet, visibility=Visibility.PARTNERS)
    hidden = OrganisationFactory(home_area=area)
    EventFactory(organisation=hidden, visibility=Visibility.PUBLIC)
    secret = LocationFactory(organisation=organisation, name="Tajna sala")
    EventFactory(organisation=organisation, location=secret, visibility=Visibility.PUBLIC)
    text = client.get(ADDRESS).text
    assert options(text, "organiser") == ["", organisation.slug]
    assert options(text, "place") == [""]
    assert "Tajna" not in text


def test_institution_that_has_announced_nothing_yet_can_take_its_code(client, organisation):
    text = client.get(f"{ADDRESS}?organiser={organisation.slug}").text
    assert f'<option value="{organisation.slug}" selected>' in text
    assert f"organiser={organisation.slug}" in code(text)


def test_editors_find_it_on_the_page_of_their_organisation(client, organisation):
    EventFactory(organisation=organisation, visibility=Visibility.PUBLIC)
    page = f"/podworze/organisations/{organisation.slug}/"
    link = f'href="{ADDRESS}?organiser={organisation.slug}"'
    assert link not in client.get(page).text
    client.force_login(MembershipFactory(organisation=organisation, role=MembershipRole.EDITOR).user)
    assert link in client.get(page).text


def test_calendar_leads_here_with_what_it_is_narrowed_to(client, organisation):
    shown = client.get(f"/podworze/calendar/?organiser={organisation.slug}")
    assert f'href="{ADDRESS}?organiser={organisation.slug}"' in shown.text
    assert "Wybierz część albo pokaż na swojej stronie" in words(shown)
