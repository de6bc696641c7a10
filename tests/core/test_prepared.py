import pytest
from django.db.models import BooleanField, ExpressionWrapper, Q

from podworko.core.prepared import ForReader, Prepared
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.models import OpeningHours, Resource
from tests.factories import AreaFactory, LocationFactory, OrganisationFactory, ResourceFactory


def test_prepared_query_gives_what_the_query_gives(db):
    AreaFactory(slug="azory")
    AreaFactory(slug="zachod")
    named = Prepared(lambda slug: Area.objects.filter(slug=slug), str)
    for slug in ("azory", "zachod", "azory"):
        assert named.first(slug) == Area.objects.get(slug=slug)
        assert vars(named.first(slug)).keys() == vars(Area.objects.get(slug=slug)).keys()
    assert named.first("nigdzie") is None


def test_prepared_instance_can_be_changed_and_saved(db):
    AreaFactory(slug="azory")
    area = Prepared(lambda slug: Area.objects.filter(slug=slug), str).first("azory")
    area.name = "Inne"
    area.save()
    assert Area.objects.get().name == "Inne"


def test_values_come_as_python_knows_them(db):
    location = LocationFactory()
    OpeningHours.objects.create(location=location, weekday=1, opens="08:00", closes="16:00", valid_from="2026-01-02")
    ResourceFactory(organisation=location.organisation, audiences=["60+"])
    columns = ("location", "opens", "valid_from", "valid_until")
    hours = OpeningHours.objects.values_list(*columns)
    assert Prepared(lambda pk: hours.filter(location=pk), int).all(location.pk) == list(hours)
    truth = ExpressionWrapper(Q(name__gt=""), output_field=BooleanField())
    offered = Resource.objects.values_list("audiences", truth)
    found = Prepared(lambda pk: offered.filter(organisation=pk), int).all(location.organisation_id)
    assert found == list(offered) == [(["60+"], True)]


@pytest.mark.parametrize(("start", "found"), [("a", 2), ("a_", 0), ("%", 0), ("aa", 1)])
def test_argument_in_a_pattern_is_taken_as_the_text_that_it_is(db, start, found):
    for name in ("aa", "ab", "b"):
        AreaFactory(name=name)
    assert len(Prepared(lambda text: Area.objects.filter(name__startswith=text), str).all(start)) == found


def test_what_everybody_may_see_is_prepared_as_it_is_asked(db):
    OrganisationFactory(visibility=Visibility.PARTNERS)
    public = OrganisationFactory(visibility=Visibility.PUBLIC)
    found = Prepared(lambda pk: Organisation.objects.public().filter(pk__gte=pk), int)
    assert found.all(0) == [public]


def test_argument_that_is_not_compared_with_is_refused(db):
    AreaFactory()
    with pytest.raises(TypeError, match="do not stand"):
        Prepared(lambda slug, _other: Area.objects.filter(slug=slug), str, str).all("a", "b")


def test_related_rows_cannot_be_prepared(db):
    with pytest.raises(TypeError, match="select_related"):
        Prepared(lambda pk: Organisation.objects.select_related("parent").filter(pk=pk), int).all(1)


def test_query_for_a_reader_follows_their_reach(db):
    hidden = OrganisationFactory()
    public = OrganisationFactory(visibility=Visibility.PUBLIC)
    found = ForReader(lambda reach, pk: Organisation.objects.visible_to(reach).filter(pk__gte=pk).order_by("pk"), int)
    assert found.all(Reach(), 0) == [public]
    assert found.all(Reach(user_id=1, member_of=frozenset([hidden.pk])), 0) == [hidden, public]
    assert found.first(Reach(), public.pk + 1) is None


def test_whole_and_broken_numbers_keep_their_places(db):
    near, far = (LocationFactory(latitude=50.0, longitude=east) for east in (19.9, 20.9))
    within = Prepared(
        lambda pk, west, east: Location.objects.filter(pk__gte=pk, longitude__range=(west, east)), int, float, float
    )
    assert within.all(0, 19.5, 20.5) == [near]
    assert within.all(0, 20.5, 21.5) == [far]
    assert within.all(far.pk + 1, 19.5, 21.5) == []
