"""One run of every action of `resources`; see tests/test_actions_are_recorded.py."""

from podworko.core.restoring import VERB
from podworko.resources.actions import accessibility, category, entry, hours, listing, resource
from tests.factories import AreaFactory, CategoryFactory, LocationFactory, OrganisationFactory, ResourceFactory
from tests.organisations.scenarios import PHONE

NOT_RECORDED = {"resources/actions/hours.py::hours_table": "reads"}
SPAN = {"weekday": 0, "opens": "08:00", "closes": "16:00"}


def add_entry(by):
    place = CategoryFactory()
    entry.add_entry(
        area=place.area,
        organisation={"name": "Apteka"},
        location={"street_name": "Weissa"},
        category_ids=[place.pk],
        contact={"role": "kontakt ogólny"},
        ways=[PHONE],
        by=by,
    )


def move_category(by):
    first = CategoryFactory(position=0)
    second = CategoryFactory(area=first.area, position=1)
    category.move_category(second, up=True, by=by)


def set_categories(by):
    place = LocationFactory()
    listing.set_categories(place, category_ids=[CategoryFactory(area=place.area).pk], by=by)


SCENARIOS = {
    "resources/actions/category.py::create_default_categories": lambda by: category.create_default_categories(
        AreaFactory(), by=by
    ),
    "resources/actions/category.py::add_category": lambda by: category.add_category(
        area=AreaFactory(),
        values={"name": "Sport", "letter": "B", "shape": "star", "colour": "#1F5B47"},
        by=by,
    ),
    "resources/actions/category.py::change_category": lambda by: category.change_category(
        CategoryFactory(), values={"name": "Sport"}, by=by
    ),
    "resources/actions/category.py::restore_category": lambda by: category.restore_category(
        CategoryFactory(), values={"name": "Sport"}, by=by, verb=VERB
    ),
    "resources/actions/category.py::bring_back_category": lambda by: category.bring_back_category(
        category.delete_category(CategoryFactory(), by=None), by=by, verb=VERB
    ),
    "resources/actions/category.py::move_category": move_category,
    "resources/actions/category.py::delete_category": lambda by: category.delete_category(CategoryFactory(), by=by),
    "resources/actions/listing.py::set_categories": set_categories,
    "resources/actions/listing.py::restore_location": lambda by: listing.restore_location(
        LocationFactory(), values={"street_name": "Weissa"}, by=by, verb=VERB
    ),
    "resources/actions/accessibility.py::set_accessibility": lambda by: accessibility.set_accessibility(
        LocationFactory(), answers={"lift": {"answer": "yes", "note": ""}}, by=by
    ),
    "resources/actions/hours.py::set_opening_hours": lambda by: hours.set_opening_hours(
        LocationFactory(), table={"spans": [SPAN]}, by=by
    ),
    "resources/actions/resource.py::add_resource": lambda by: resource.add_resource(
        organisation=OrganisationFactory(), values={"kind": "room", "name": "Sala"}, by=by
    ),
    "resources/actions/resource.py::change_resource": lambda by: resource.change_resource(
        ResourceFactory(), values={"name": "Sala"}, by=by
    ),
    "resources/actions/resource.py::delete_resource": lambda by: resource.delete_resource(ResourceFactory(), by=by),
    "resources/actions/entry.py::add_entry": add_entry,
}
