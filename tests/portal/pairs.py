"""Two entries of Azory that are perhaps one."""

from podworko.core.visibility import Visibility
from podworko.organisations.models import Pair
from tests.factories import LocationFactory, OrganisationFactory


def make_pair(area, name="Apteka Słoneczna", other="Słoneczna", **values):
    first = OrganisationFactory(home_area=area, name=name, visibility=Visibility.PUBLIC, description="Leki.")
    second = OrganisationFactory(home_area=area, name=other, visibility=Visibility.PUBLIC, **values)
    for organisation in (first, second):
        LocationFactory(
            organisation=organisation, area=area, street_name="Długa", house_number="3", visibility=Visibility.PUBLIC
        )
    return Pair.objects.create(first=first, second=second, strength=90, reasons=["name", "address"])
