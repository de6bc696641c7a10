"""The page of a finding: both events side by side, why, who said what, and the answer of one's own side."""

import pytest

from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.models import EventFunding, EventOrganiser, Finding, FindingDecision
from podworko.core import deletion
from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import delete_organisation
from tests.agenda.deciding import decided, joined, pair
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def both(area):
    return pair(area)


@pytest.fixture
def opened(client, both):
    """A function that signs somebody in and returns the page."""

    def opened(user):
        client.force_login(user)
        return client.get(both.address)

    return opened


def said(both, **values):
    return {"answer": "ask", "reason": "", "facts": both.finding.facts_hash, **values}


def test_both_stand_side_by_side_with_why(opened, both):
    EventFunding.objects.create(event=both.second, source="grant miasta")
    page = opened(both.one).text
    for word in ("Czytanie", "Teatrzyk", "Biblioteka", "Dom kultury", "grant miasta", "7–12 lat"):
        assert word in page
    assert "Tego samego dnia, 150 m od siebie, dla tych samych osób: 7–12 lat." in page.replace("\xa0", " ")
    assert "12 grudnia 2026, 10:00" in page


def test_who_keeps_neither_finds_nothing(client, both, opened):
    assert opened(both.stranger).status_code == 404
    client.logout()
    assert client.get(both.address).status_code == 302


def test_who_may_not_read_the_other_event_finds_nothing(both, opened):
    type(both.second).objects.filter(pk=both.second.pk).update(visibility=Visibility.ORGANISATION)
    assert opened(both.one).status_code == 404
    assert opened(both.other).status_code == 200


def test_it_is_not_found_in_the_calendar_of_another_area(client, both, azory):
    client.force_login(both.one)
    assert client.get(both.address.replace("podworze", "azory")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "is_offered"),
    [("join", True), ("compete", True), ("room", False), ("equipment", False), ("needed", False), ("person", False)],
)
def test_joining_is_offered_only_where_it_makes_sense(area, client, kind, is_offered):
    both = pair(area, kind=kind)
    client.force_login(both.one)
    assert ("połączmy" in client.get(both.address).text) is is_offered
    client.post(both.address, said(both, answer="join", side=both.first.organisation_id))
    assert FindingDecision.objects.exists() is is_offered


def test_answer_is_kept_for_the_side_and_read_by_the_other(client, both, opened):
    client.force_login(both.one)
    values = said(both, answer="fine", reason="inne dzieci", side=both.first.organisation_id)
    assert client.post(both.address, values).url == both.address
    decision = FindingDecision.objects.get()
    assert (decision.organisation, decision.entered_by) == (both.first.organisation, both.one)
    page = opened(both.other).text
    assert "Biblioteka: wiemy i tak ma być" in page
    assert "inne dzieci" in page
    assert both.one.name not in page


def test_nobody_speaks_for_the_other_side(client, both):
    client.force_login(both.one)
    for side in (both.second.organisation_id, "coordinator", OrganisationFactory().pk):
        assert client.post(both.address, said(both, side=side)).status_code == 200
    assert not FindingDecision.objects.exists()


def test_coordinator_speaks_for_themselves_or_for_who_only_has_a_telephone(client, both, area_coordinator, opened):
    client.force_login(area_coordinator)
    client.post(both.address, said(both, side="coordinator"))
    client.post(both.address, said(both, side=both.second.organisation_id))
    assert list(FindingDecision.objects.values_list("organisation", flat=True)) == [None, both.second.organisation_id]
    page = opened(both.one).text
    assert "koordynator: zapytajcie nas na spotkaniu" in page
    assert page.count("wpisał koordynator w ich imieniu") == 1


def test_fine_needs_a_reason(client, both):
    client.force_login(both.one)
    page = client.post(both.address, said(both, answer="fine", side=both.first.organisation_id)).text
    assert "Napisz, dlaczego tak ma być" in page
    assert not FindingDecision.objects.exists()


def test_double_click_says_it_once(client, both):
    client.force_login(both.one)
    for _ in range(2):
        client.post(both.address, said(both, side=both.first.organisation_id))
    assert FindingDecision.objects.count() == 1


def test_nobody_decides_about_what_has_changed_meanwhile(client, both):
    client.force_login(both.one)
    Finding.objects.update(facts_hash="drugie")
    values = said(both, side=both.first.organisation_id)
    page = client.post(both.address, values).text
    assert "W tym czasie coś się zmieniło" in page
    assert 'value="drugie"' in page
    assert not FindingDecision.objects.exists()
    client.post(both.address, {**values, "facts": "drugie"})
    assert FindingDecision.objects.count() == 1


def test_what_is_no_longer_so_is_said_to_be_so(client, both, opened):
    joined(both)
    Finding.objects.update(gone_at=both.finding.found_at)
    page = opened(both.one).text
    assert "To już nieaktualne" in page
    assert "Zapisz odpowiedź" not in page
    page = client.post(both.address, said(both, side=both.first.organisation_id)).text
    assert "coś się zmieniło albo wydarzenia połączono" in page
    assert not FindingDecision.objects.exists()


def test_moving_leads_to_the_form_of_the_own_event(client, both):
    client.force_login(both.one)
    answer = client.post(both.address, said(both, answer="move", side=both.first.organisation_id))
    assert answer.url == f"/podworze/calendar/{both.first.pk}/edit/"


def test_joining_leads_to_the_proposal(client, both):
    client.force_login(both.one)
    answer = client.post(both.address, said(both, answer="join", side=both.first.organisation_id))
    assert answer.url == f"{both.address}join/"


def test_only_the_own_event_can_be_changed_from_here(opened, both):
    page = opened(both.one).text
    assert f"/podworze/calendar/{both.first.pk}/edit/" in page
    assert f"/podworze/calendar/{both.second.pk}/edit/" not in page


def test_what_was_said_before_a_change_is_marked(opened, both):
    decided(both)
    Finding.objects.update(facts_hash="drugie")
    assert "potem coś się zmieniło" in opened(both.other).text


def test_another_word_of_the_same_side_stays_beside_the_first(both):
    decided(both)
    decide_finding(both.finding, organisation=both.first.organisation, answer="move", by=None)
    assert list(both.finding.decisions.values_list("answer", flat=True)) == ["ask", "move"]


def test_what_is_over_leaves_nothing_to_take_back_or_to_move(opened, both):
    decided(both, answer="join", by=both.one)
    assert "/take-back/" in opened(both.one).text
    joined(both)
    Finding.objects.update(gone_at="2026-12-01T10:00Z")
    page = opened(both.other).text
    assert "/take-back/" not in page
    assert f"/calendar/{both.second.pk}/edit/" not in page
    assert "/take-back/" not in opened(both.one).text


def test_of_two_answers_of_one_side_the_first_is_called_replaced(opened, both):
    decided(both, answer="ask")
    assert "co innego" not in opened(both.one).text
    decided(both, answer="fine", reason="inne dzieci")
    assert opened(both.one).text.count("potem powiedzieli co innego") == 1


def test_what_was_said_for_who_is_gone_is_not_taken_for_the_coordinators(area, both, opened):
    club = OrganisationFactory(home_area=area, active_in=[area], name="Klub", visibility=Visibility.PUBLIC)
    EventOrganiser.objects.create(event=both.first, organisation=club)
    decide_finding(both.finding, organisation=club, answer="fine", reason="Znamy się.", by=None)
    entry = delete_organisation(club, by=None)
    assert "Znamy się." not in opened(both.other).text
    deletion.bring_back(entry, verb="bring_back_organisation", by=None)
    assert FindingDecision.objects.get().organisation_id == club.pk
