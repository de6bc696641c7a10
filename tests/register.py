"""A small estate with people, and a way to fill in a page's form as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from podworko.accounts.models import User
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.models import Category
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    BoundaryFactory,
    CategoryFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    StreetFactory,
    UserFactory,
)


@dataclass
class Estate:
    """Azory with one school; `editor` keeps the school's entry, `member` only belongs to it."""

    area: Area
    school: Organisation
    place: Location
    category: Category
    coordinator: User
    editor: User
    member: User
    stranger: User
    neighbour: User
    """Keeps the entry of another organisation of the estate."""


def make_estate():
    area = AreaFactory(name="Azory", slug="azory")
    BoundaryFactory(area=area)
    for name in ("Wojciecha Weissa", "Józefa Elsnera", "Bolesława Czerwieńskiego"):
        StreetFactory(area=area, name=name)
    category = CategoryFactory(area=area, name="Edukacja", letter="E")
    CategoryFactory(area=area, name="Zdrowie", letter="Z")
    school = OrganisationFactory(home_area=area, name="Szkoła nr 5", slug="szkola-nr-5", visibility=Visibility.PUBLIC)
    place = LocationFactory(
        organisation=school, street_name="Wojciecha Weissa", house_number="8", visibility=Visibility.PUBLIC
    )
    ListingFactory(location=place, category=category)
    shop = OrganisationFactory(home_area=area, name="Sklep", slug="sklep", visibility=Visibility.PUBLIC)
    return Estate(
        area=area,
        school=school,
        place=place,
        category=category,
        coordinator=AreaRoleFactory(area=area, user__name="Kora").user,
        editor=MembershipFactory(organisation=school, role=MembershipRole.EDITOR, user__name="Edyta").user,
        member=MembershipFactory(organisation=school).user,
        stranger=UserFactory(),
        neighbour=MembershipFactory(organisation=shop, role=MembershipRole.EDITOR).user,
    )


@dataclass
class Form:
    """The fields of a page's form with the values that a browser would send."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def filled(self, **values: Any) -> dict[str, Any]:
        """Return what is sent after some fields were filled in; a field that is not on the page is a mistake."""
        missing = set(values) - set(self.labels)
        assert not missing, f"not on the page: {sorted(missing)}"
        sent = {name: kept for name, kept in self.fields.items() if kept}
        for name, value in values.items():
            sent[name] = value if isinstance(value, list) else [value]
        return {name: kept for name, kept in sent.items() if kept != [None]}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self._select = self._textarea = None
        self._is_first_option = self._is_multiple = False

    def handle_starttag(self, tag, attributes):
        if tag == "form":
            self.forms.append(Form())
        if self.forms and hasattr(self, f"_start_{tag}"):
            getattr(self, f"_start_{tag}")(dict(attributes), self.forms[-1])

    def _start_input(self, given, form):
        if name := given.get("name"):
            form.labels[name] = name
            kind = given.get("type", "text")
            kept = form.fields.setdefault(name, [])
            if kind not in {"checkbox", "radio"} or "checked" in given:
                kept.append(given.get("value", "on" if kind == "checkbox" else "") or "")

    def _start_select(self, given, form):
        # Of a list from which several can be chosen, a browser chooses none by itself.
        self._select, self._is_multiple = given["name"], "multiple" in given
        self._is_first_option = not self._is_multiple
        form.labels[self._select] = self._select
        form.fields.setdefault(self._select, [])

    def _start_option(self, given, form):
        if self._select and ("selected" in given or self._is_first_option):
            earlier = form.fields[self._select] if self._is_multiple else []
            form.fields[self._select] = [*earlier, given.get("value", "") or ""]
            self._is_first_option = False

    def _start_textarea(self, given, form):
        self._textarea = given["name"]
        form.labels[self._textarea] = self._textarea
        form.fields[self._textarea] = [""]

    def _start_button(self, given, form):
        if name := given.get("name"):
            form.labels[name] = name

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            form = self.forms[-1]
            form.fields[self._textarea][0] = form.fields[self._textarea][0].removeprefix("\n")
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self.forms[-1].fields[self._textarea][0] += data


def form_on(response, *, having="csrfmiddlewaretoken"):
    """Return the form of a page that has a field of this name."""
    reader = _Reader()
    reader.feed(response.text)
    for form in reader.forms:
        if having in form.labels:
            return form
    raise AssertionError(f"no form with {having} in {response.text[:2000]}")


def messages_on(response):
    """Return what the page says about what was done."""
    return [str(message) for message in response.context["messages"]]
