"""What several parts of the register do with one entry at the same time."""

import pytest
import time_machine
from django.test import Client

from podworko.core.visibility import Visibility
from podworko.needs.actions.talk import propose_talk
from podworko.needs.models import Talk
from podworko.organisations.actions.merging import merge_organisations, undo_merge
from podworko.organisations.actions.organisation import change_organisation, close_organisation
from podworko.resources.models import EntrySuggestion, FreshnessAsk
from tests.factories import AreaRoleFactory, CardFactory, OrganisationFactory
from tests.portal.api import Program, organisation_id
from tests.portal.pairs import make_pair
from tests.register import form_on
from tests.resources.fresh import TUESDAY, give_address, links_in, run_asking, turn_on
from tests.resources.suggesting import leave

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}\u202e%s '\"--"


@pytest.fixture
def pair(area):
    pair = make_pair(area)
    return pair.first, pair.second


OF_ENTRY = [f"/podworze/organisations/{{}}/{page}" for page in ("", "still-true/", "suggest/", "keep/", "history/")]
OF_AREA = [
    f"/podworze/{page}/"
    for page in (
        *("desk", "quality", "duplicates", "freshness", "freshness/phone", "freshness/replies", "suggestions"),
        *("freshness/read-aloud", "network", "network/matrix", "network/who", "offers", "offers/talks", "offers/list"),
        *("imports", "print", "organisations"),
    )
]


@pytest.fixture
def asked(area, pair, mailoutbox):
    """The merged entry was asked by mail, somebody has suggested three things of it, and it looks for tables."""
    kept, merged = pair
    turn_on(area)
    give_address(merged, "druga@apteka.example")
    place = merged.locations.get()
    leave(area, kind="correction", organisation=merged, changes={"name": ["Słoneczna", HOSTILE]}, note=HOSTILE)
    leave(area, kind="correction", organisation=merged, changes={f"address:{place.pk}": ["Długa 3", "Długa 5"]})
    leave(area, kind="closure", organisation=merged, note=HOSTILE)
    leave(area, changes={"name": ["", HOSTILE], "description": ["", HOSTILE]}, note=HOSTILE)
    ask = CardFactory(organisation=merged, side="ask", title="Stoły", visibility=Visibility.PUBLIC)
    propose_talk(cards=(CardFactory(organisation=kept, side="offer", title="Stoły"), ask), by=None)
    return place


def join(pair, place):
    kept, merged = pair
    joined = {place.pk: kept.locations.get().pk}
    return merge_organisations(merged=merged, kept=kept, values={}, joined_places=joined, by=None)


@pytest.mark.parametrize("is_kept_asked_by_mail", [False, True])
def test_mail_about_a_merged_entry_asks_about_the_kept_one(area, pair, asked, mailoutbox, is_kept_asked_by_mail):
    kept = pair[0]
    if is_kept_asked_by_mail:
        give_address(kept, "pierwsza@apteka.example")
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        (mail,) = [each for each in mailoutbox if each.to == ["druga@apteka.example"]]
        join(pair, asked)
        (path,) = links_in(mail)
        passer_by = Client()
        page = passer_by.get(path)
        assert page.status_code == 200
        assert "Apteka Słoneczna" in page.text
        passer_by.post(path, form_on(page).filled())
        kept.refresh_from_db()
        assert str(kept.assured_date) == TUESDAY[:10]
        assert not FreshnessAsk.objects.open().filter(organisation=kept).exists()
        for what in ("change", "gone"):
            assert "Ktoś już na to odpowiedział" in passer_by.get(links_in(mail, what)[0]).text


def test_reminders_go_on_after_a_merge_and_come_back_with_it(pair, asked, mailoutbox):
    kept, merged = pair
    with time_machine.travel(TUESDAY, tick=False):
        run_asking()
        made = join(pair, asked)
        ask = FreshnessAsk.objects.open().get(organisation=kept)
        assert (ask.mailbox.email, ask.mails) == ("druga@apteka.example", 1)
        undo_merge(made, by=None)
        assert FreshnessAsk.objects.open().get(organisation=kept).mailbox is None
        again = FreshnessAsk.objects.open().get(organisation=merged)
        assert (again.mailbox.email, again.links.count()) == ("druga@apteka.example", 3)
        assert Client().get(links_in(mailoutbox[0])[0]).status_code == 200


def test_every_page_stands_with_hostile_words_and_after_a_merge_and_its_undoing(keeper, area, pair, asked):
    kept, merged = pair
    made = []
    steps = [lambda: made.append(join(pair, asked)), lambda: undo_merge(made[0], by=None), lambda: None]
    for entry, go_on in zip((merged, kept, merged), steps, strict=True):
        paths = [path.format(entry.slug) for path in OF_ENTRY] + list(OF_AREA)
        paths += [f"/podworze/suggestions/{one.pk}/" for one in EntrySuggestion.objects.all()]
        paths += [f"/podworze/offers/talks/{one.pk}/" for one in Talk.objects.all()]
        for path in paths:
            response = keeper.get(path)
            assert response.status_code == 200, path
            assert "<script>alert" not in response.text, path
        go_on()
    assert EntrySuggestion.objects.filter(organisation=merged).count() == 3


def test_program_reads_a_closed_entry_and_loses_it_with_its_role(area, pair):
    kept, merged = pair
    role = AreaRoleFactory(area=area)
    program, path = Program(role.user), f"organisations/{organisation_id(kept)}"
    close_organisation(kept, reason="nie ma", by=None)
    response = program.patch(path, {"description": "Zamknięta"})
    assert (response.status_code, response.json()["status"]) == (200, "closed")
    merge_organisations(merged=merged, kept=kept, values={}, joined_places={}, by=None)
    led = program.get(f"organisations/{organisation_id(merged)}")
    assert (led.status_code, led["Location"].endswith(path)) == (308, True)
    role.delete()
    assert program.get(f"organisations/{organisation_id(merged)}").status_code == 404
    assert program.get(path).status_code == 404
    assert program.patch(path, {"description": "Moja"}).status_code == 404
    made = program.post("organisations/", {"area": "podworze", "name": "Nowa", "category": "edukacja"})
    assert made.status_code == 403
    kept.refresh_from_db()
    assert kept.description == "Zamknięta"


def test_suggestion_tells_nothing_of_an_entry_that_was_hidden_since(keeper, area):
    entry = OrganisationFactory(home_area=area, active_in=[area], name="Cicha grupa", visibility=Visibility.PUBLIC)
    waiting = leave(area, kind="closure", organisation=entry, note="Już nie działa")
    path = f"/podworze/suggestions/{waiting.pk}/"
    assert "Cicha grupa" in keeper.get(path).text
    change_organisation(entry, values={"visibility": Visibility.PRIVATE}, by=None)
    assert keeper.get(f"/podworze/organisations/{entry.slug}/").status_code == 404
    assert "Cicha grupa" not in keeper.get("/podworze/suggestions/").text
    for action in ("", "decline/", "ask/", "aside/", "reopen/"):
        assert keeper.post(path + action, {"reason": "nie ma", "question": "Co?"}).status_code == 404
    entry.refresh_from_db()
    assert entry.status == "active"
