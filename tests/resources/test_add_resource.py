from podworko.resources.choices import Cost
from podworko.resources.models import Resource
from tests.register import form_on

ADDRESS = "/azory/organisations/szkola-nr-5/resources/new/"


def test_name_is_enough_and_the_rest_was_not_asked(signed_in, estate):
    client = signed_in("editor")
    client.post(ADDRESS, form_on(client.get(ADDRESS), having="name").filled(name="Sala", kind="room"))
    room = Resource.objects.get()
    assert (room.name, room.cost, room.audiences, room.languages) == ("Sala", Cost.NOT_ASKED, [], [])
    assert room.entered_by == estate.editor


def test_everything_that_can_be_said(signed_in, estate):
    client = signed_in("editor")
    client.post(
        ADDRESS,
        form_on(client.get(ADDRESS), having="name").filled(
            name="Dyżur prawnika",
            kind="service",
            audiences=["60+", "carers"],
            languages=["pl", "uk"],
            cost="free",
            capacity="12",
            location_id=str(estate.place.pk),
            categories=[str(estate.category.pk)],
        ),
    )
    service = Resource.objects.get()
    assert (service.audiences, service.languages, service.capacity) == (["60+", "carers"], ["pl", "uk"], 12)
    assert service.location == estate.place
    assert list(service.categories.all()) == [estate.category]


def test_form_sent_twice_makes_one(signed_in, estate):
    client = signed_in("editor")
    sent = form_on(client.get(ADDRESS), having="name").filled(name="Sala", kind="room")
    client.post(ADDRESS, sent)
    client.post(ADDRESS, sent)
    assert Resource.objects.count() == 1
