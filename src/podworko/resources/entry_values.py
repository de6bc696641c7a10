"""What an entry says to everybody, value by value, so that a stranger can correct it and an editor can compare.

A value has a name: `name`, `description`, `website` of the organisation; `address:12`, `category:12`, `hours:12` of
its place 12; `way:7` for the telephone or mail address 7; `phone` and `email` for one that is not there yet. All
values are texts; a category is the text of its id. Emptied is what somebody says is no longer right.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from podworko.core.text import squeeze
from podworko.organisations.choices import ContactKind
from podworko.organisations.models import ContactField, Location, Organisation
from podworko.resources import hours_words
from podworko.resources.hours import Span
from podworko.resources.models import Category, Listing
from podworko.resources.queries import hours_of

MOST_PLACES = 12
"""Of a chain with more, a form would not end; the others are corrected by a remark."""
OWN = ("name", "description", "website")
NEW_WAYS = ("phone", "email")
_CORRECTED = (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.WEBSITE)


@dataclass(frozen=True, slots=True)
class EntryValue:
    """One value of an entry, as everybody may read it."""

    name: str
    label: str
    text: str
    place: str = ""
    """The heading under which it stands, where the entry has several places."""

    @property
    def kind(self) -> str:
        """The name without the id of a row."""
        return self.name.partition(":")[0]

    @property
    def row(self) -> int:
        """The id of the row to which it belongs; 0 for a value of the organisation itself."""
        return int(self.name.partition(":")[2] or 0)


def read(organisation: Organisation) -> dict[str, EntryValue]:
    """Return the values of an entry that everybody may read, in the order of its page; nothing of a hidden entry."""
    if not Organisation.objects.public().filter(pk=organisation.pk).exists():
        return {}
    labels = own_labels()
    found = [EntryValue(name, labels[name], getattr(organisation, name)) for name in OWN]
    found += _ways(organisation)
    found += [EntryValue(name, labels[name], "") for name in NEW_WAYS]
    found += _places(organisation)
    return {each.name: each for each in found}


def own_labels() -> dict[str, str]:
    """Return what the values of an entry without its places are called."""
    return {
        "name": _("Nazwa"),
        "description": _("Czym się zajmuje"),
        "website": _("Strona internetowa"),
        "phone": _("Jeszcze jeden telefon"),
        "email": _("Jeszcze jeden adres e-mail"),
    }


def place_labels() -> dict[str, str]:
    """Return what the values of a new entry are called that belong to its place and its contact."""
    return {
        "category": _("Kategoria"),
        "address": _("Adres"),
        "hours": _("Godziny otwarcia"),
        "phone": _("Telefon"),
        "email": _("E-mail"),
    }


def same(one: str, other: str) -> bool:
    """Say whether two texts differ by white space only."""
    return squeeze(one) == squeeze(other)


def said(name: str, text: str) -> str:
    """Return a value as people read it: of a category its name."""
    if name.partition(":")[0] != "category" or not (text.isdecimal() and len(text) < 19):  # noqa: PLR2004 – an id
        return text
    category = Category.objects.filter(pk=int(text)).first()
    return category.name if category else ""


def _ways(organisation: Organisation) -> list[EntryValue]:
    rows = ContactField.objects.public().filter(contact__organisation=organisation, kind__in=_CORRECTED)
    current = rows.filter(Q(contact__held_until=None) | Q(contact__held_until__gte=timezone.localdate()))
    in_order = current.select_related("contact").order_by("contact__position", "contact", "position", "pk")
    return [
        EntryValue(f"way:{way.pk}", f"{way.get_kind_display().capitalize()} – {way.contact.role}", way.value)
        for way in in_order
    ]


def _places(organisation: Organisation) -> list[EntryValue]:
    rows = Location.objects.public().filter(organisation=organisation).order_by("number", "sort_key", "pk")
    places = list(rows[:MOST_PLACES])
    ids = [place.pk for place in places]
    primary = dict(Listing.objects.filter(location__in=ids, is_primary=True).values_list("location", "category"))
    hours = hours_of(ids)
    found = []
    for place in places:
        heading = (place.name or place.public_address or place.city) if len(places) > 1 else ""
        table = _week(hours[place.pk].spans) if place.pk in hours else ""
        found += [
            EntryValue(f"address:{place.pk}", _("Adres"), place.public_address, heading),
            EntryValue(f"hours:{place.pk}", _("Godziny otwarcia"), table, heading),
            EntryValue(f"category:{place.pk}", _("Kategoria"), str(primary.get(place.pk, "")), heading),
        ]
    return found


def _week(spans: Iterable[Span]) -> str:
    # In the language in which `week_text` reads them back.
    with translation.override(settings.LANGUAGE_CODE):
        return "; ".join(hours_words.table(spans))
