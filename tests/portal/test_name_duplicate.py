from podworko.core.visibility import Visibility
from podworko.organisations.actions.pair import look_for_duplicates, settle_pair
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Pair
from tests.factories import AreaFactory, LocationFactory, MembershipFactory, OrganisationFactory

BASE = "/podworze/organisations/sklep-pod-lipa"
ADDRESS = f"{BASE}/same-as/"


def make_two(area):
    """Two names of one shop that no comparison of letters brings together."""
    public = {"home_area": area, "visibility": Visibility.PUBLIC}
    first = OrganisationFactory(name="Sklep pod lipą", slug="sklep-pod-lipa", **public)
    second = OrganisationFactory(name="Delikatesy Nowak", **public)
    LocationFactory(organisation=second, area=area, street_name="Długa", house_number="3", visibility="public")
    return first, second


def test_entry_named_by_hand_leads_to_the_comparison_and_waits(keeper, area):
    first, second = make_two(area)
    assert f'href="{ADDRESS}"' in keeper.get(f"{BASE}/").text
    text = keeper.get(f"{ADDRESS}?q=nowak").text
    assert "Delikatesy" in text
    assert "Długa 3" in text
    response = keeper.post(ADDRESS, {"other": second.pk})
    pair = Pair.objects.get()
    assert {pair.first_id, pair.second_id} == {first.pk, second.pk}
    assert response.url == f"/podworze/duplicates/{pair.pk}/"
    assert "Delikatesy Nowak" in keeper.get(response.url).text.replace("\xa0", " ")
    assert "wskazane ręcznie" in keeper.get("/podworze/duplicates/").text.replace("\xa0", " ")
    # A look at the whole area leaves it there, though nothing speaks for it.
    look_for_duplicates(area, by=None)
    assert Pair.objects.get().answer == PairAnswer.WAITING


def test_what_was_said_of_the_two_stays_said(keeper, area):
    _first, second = make_two(area)
    keeper.post(ADDRESS, {"other": second.pk})
    settle_pair(Pair.objects.get(), answer=PairAnswer.DIFFERENT, by=None)
    response = keeper.post(ADDRESS, {"other": second.pk}, follow=True)
    assert Pair.objects.get().answer == PairAnswer.DIFFERENT
    assert "To nie to samo" in response.text.replace("\xa0", " ")


def test_itself_and_what_is_elsewhere_or_private_cannot_be_named(keeper, area):
    first, _second = make_two(area)
    elsewhere = OrganisationFactory(home_area=AreaFactory(), name="Delikatesy Nowak 2", visibility=Visibility.PUBLIC)
    private = OrganisationFactory(home_area=area, name="Delikatesy Nowak 3", visibility=Visibility.PRIVATE)
    text = keeper.get(f"{ADDRESS}?q=Delikatesy Nowak").text
    assert text.count('name="other"') == 1
    for pk in (first.pk, elsewhere.pk, private.pk, "x", "9" * 30, ""):
        assert "Wybierz drugi wpis" in keeper.post(ADDRESS, {"other": pk}).text
    assert not Pair.objects.exists()


def test_nothing_found_and_too_much_found_are_said(keeper, area):
    make_two(area)
    assert "Nie ma tu drugiego wpisu" in keeper.get(f"{ADDRESS}?q=Wymyślony").text.replace("\xa0", " ")
    assert 'name="other"' not in keeper.get(f"{ADDRESS}?q=„”").text
    for number in range(11):
        OrganisationFactory(home_area=area, name=f"Bar {number}", visibility=Visibility.PUBLIC)
    text = keeper.get(f"{ADDRESS}?q=bar").text.replace("\xa0", " ")
    assert text.count('name="other"') == 10
    assert "Wpisz dłuższą część" in text


def test_who_keeps_one_entry_merges_nothing(client, area, is_closed_to_others):
    first, _second = make_two(area)
    client.force_login(MembershipFactory(organisation=first, role="editor").user)
    assert "same-as" not in client.get(f"{BASE}/").text
    assert is_closed_to_others(ADDRESS)
