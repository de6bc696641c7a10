from podworko.needs.models import Talk
from tests.factories import CardFactory


def test_two_or_three_partners_are_proposed_at_once(keeper, offer, ask):
    second = CardFactory(organisation=offer.organisation, kind="things", title="Stoły składane")
    keeper.post(f"/podworze/offers/{ask.pk}/partners/", {"with": [offer.pk, second.pk]})
    assert set(Talk.objects.values_list("offer", "ask")) == {(offer.pk, ask.pk), (second.pk, ask.pk)}


def test_nothing_chosen_asks_to_choose(keeper, ask):
    answer = keeper.post(f"/podworze/offers/{ask.pk}/partners/", {"with": ["²", "9" * 40]}, follow=True)
    assert "Zaznacz, co zaproponować" in answer.text
    assert not Talk.objects.exists()


def test_many_are_a_mailing_and_only_five_are_asked(keeper, organisation, ask):
    cards = [CardFactory(organisation=organisation) for _number in range(7)]
    keeper.post(f"/podworze/offers/{ask.pk}/partners/", {"with": [card.pk for card in cards]})
    assert Talk.objects.count() == 5


def test_only_who_coordinates_proposes_to_others(client, teacher, offer, ask):
    client.force_login(teacher)
    assert client.post(f"/podworze/offers/{ask.pk}/partners/", {"with": [offer.pk]}).status_code == 404
