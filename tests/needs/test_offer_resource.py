from podworko.needs.actions.card import close_card
from podworko.needs.models import Card
from podworko.resources.models import Resource
from tests.factories import ResourceFactory


def url(resource):
    return f"/podworze/offers/resources/{resource.pk}/"


def test_one_click_makes_an_offer_out_of_what_the_register_knows(client, editor, organisation):
    resource = ResourceFactory(organisation=organisation, kind="room", name="Sala lustrzana", capacity=30, cost="free")
    client.force_login(editor)
    assert url(resource) in client.get(f"/podworze/organisations/{organisation.slug}/keep/", follow=True).text
    client.post(url(resource))
    card = Card.objects.get()
    assert (card.side, card.kind, card.title, card.quantity) == ("offer", "room", "Sala lustrzana", 30)
    assert (card.terms, card.visibility, card.resource) == ("free", "partners", resource)


def test_double_click_offers_it_once(client, editor, organisation):
    resource = ResourceFactory(organisation=organisation)
    client.force_login(editor)
    assert client.post(url(resource)).url == client.post(url(resource)).url
    assert Card.objects.count() == 1


def test_offer_that_has_run_out_is_renewed_and_a_closed_one_is_written_anew(client, editor, organisation, clock_at):
    resource = ResourceFactory(organisation=organisation)
    client.force_login(editor)
    client.post(url(resource))
    with clock_at(days=100):
        client.force_login(editor)
        client.post(url(resource))
        assert Card.objects.standing().count() == 1
        close_card(Card.objects.get(), closed_as="settled", by=None)
        client.post(url(resource))
        assert Card.objects.count() == 2


def test_offer_outlives_its_resource(client, editor, organisation):
    resource = ResourceFactory(organisation=organisation)
    client.force_login(editor)
    client.post(url(resource))
    Resource.objects.all().delete()
    assert client.get(f"/podworze/offers/{Card.objects.get().pk}/").status_code == 200


def test_nobody_offers_what_is_not_theirs(client, teacher, organisation):
    client.force_login(teacher)
    assert client.post(url(ResourceFactory(organisation=organisation, visibility="public"))).status_code == 404
