from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Location, Merge, Organisation
from tests.factories import ContactFactory, ContactFieldFactory, EventFactory, ResourceFactory
from tests.portal.pairs import make_pair
from tests.register import form_on, messages_on


def page_of(pair):
    return f"/podworze/duplicates/{pair.pk}/"


def test_both_entries_stand_side_by_side_with_all_that_belongs_to_them(keeper, area):
    pair = make_pair(area)
    contact = ContactFactory(organisation=pair.second, role="sekretariat")
    ContactFieldFactory(contact=contact, value="+48 12 345 67 89")
    ContactFieldFactory(contact=contact, value="+48 500 100 200", visibility=Visibility.PRIVATE)
    ResourceFactory(organisation=pair.second, name="Sala w piwnicy")
    EventFactory(organisation=pair.second, area=area)
    text = keeper.get(page_of(pair)).text
    for word in ("Apteka Słoneczna", "Leki.", "Długa 3", "sekretariat", "+48 12 345 67 89", "Sala w piwnicy"):
        assert word in text
    assert "500 100 200" not in text


def test_merging_keeps_what_was_chosen_field_by_field(keeper, area):
    pair = make_pair(area, description="Zioła.", website="https://apteka.example")
    form = form_on(keeper.get(page_of(pair)), having="kept")
    sent = form.filled(kept="first", name="second", description="both")
    response = keeper.post(page_of(pair), sent)
    kept = Organisation.objects.get(pk=pair.first_id)
    assert response.headers["location"].endswith(f"/{kept.slug}/keep/")
    assert (kept.name, kept.description, kept.website) == ("Słoneczna", "Leki.\n\nZioła.", "https://apteka.example")
    assert Location.objects.filter(organisation=kept).count() == 1
    assert not Organisation.objects.filter(pk=pair.second_id).exists()


def test_the_other_entry_may_stay_and_places_may_stay_two(keeper, area):
    pair = make_pair(area)
    form = form_on(keeper.get(page_of(pair)), having="kept")
    sent = {name: value for name, value in form.filled(kept="second").items() if not name.startswith("same_")}
    keeper.post(page_of(pair), sent)
    assert Organisation.objects.get(pk=pair.second_id).locations.count() == 2
    assert not Organisation.objects.filter(pk=pair.first_id).exists()


def test_second_click_and_second_coordinator_find_it_done(keeper, area):
    pair = make_pair(area)
    sent = form_on(keeper.get(page_of(pair)), having="kept").filled()
    keeper.post(page_of(pair), sent)
    response = keeper.post(page_of(pair), sent, follow=True)
    assert "Te wpisy są już połączone." in messages_on(response)
    assert Merge.objects.count() == 1


def test_what_changed_while_the_page_was_open_is_shown_before_merging(keeper, area):
    pair = make_pair(area)
    sent = form_on(keeper.get(page_of(pair)), having="kept").filled()
    change_organisation(pair.second, values={"description": "Nowy opis."}, by=None)
    response = keeper.post(page_of(pair), sent)
    assert "ktoś zmienił jeden z wpisów" in response.text.replace("\xa0", " ")
    assert "Nowy opis." in response.text
    assert not Merge.objects.exists()
    keeper.post(page_of(pair), form_on(response, having="kept").filled())
    assert Merge.objects.count() == 1


def test_a_pair_that_is_gone_leads_to_the_list(keeper, area):
    assert keeper.get("/podworze/duplicates/999/").headers["location"] == "/podworze/duplicates/"


def test_a_pair_of_another_area_is_not_found(keeper, area, people):
    pair = make_pair(area)
    assert people["elsewhere"].get(page_of(pair)).status_code == 404
    assert people["member"].post(page_of(pair)).status_code == 404
    assert not Merge.objects.exists()
