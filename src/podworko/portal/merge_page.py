"""Two entries side by side, as far as the person who decides may see them, and what may stay of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.agenda.models import Event
from podworko.core.visibility import Reach
from podworko.organisations import links
from podworko.organisations.choices import Status
from podworko.organisations.duplicate_reading import same_places
from podworko.organisations.models import Contact, ContactField, Location, Merge, Organisation, Pair
from podworko.resources.models import Resource

FIRST, SECOND, BOTH = "first", "second", "both"
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "name": (gettext_lazy("Nazwa"), ("name",)),
    "corrected_name": (gettext_lazy("Nazwa poprawiona"), ("corrected_name",)),
    "legal_form": (gettext_lazy("Forma"), ("legal_form",)),
    "sector": (gettext_lazy("Sektor"), ("sector",)),
    "status": (gettext_lazy("Stan"), ("status", "status_note")),
    "parent": (gettext_lazy("Organizacja nadrzędna"), ("parent_id", "parent_role", "branch_number")),
    "description": (gettext_lazy("Czym się zajmuje"), ("description",)),
    "role_in_area": (gettext_lazy("Rola w okolicy"), ("role_in_area",)),
    "website": (gettext_lazy("Strona internetowa"), ("website",)),
    "editor_note": (gettext_lazy("Notatka dla prowadzących"), ("editor_note",)),
    "source": (gettext_lazy("Źródło"), ("source",)),
    "assured": (gettext_lazy("Sprawdzono"), ("assured_date", "assured_by")),
    "visibility": (gettext_lazy("Kto widzi wpis"), ("visibility",)),
}
"""What is chosen together → its label and the fields that go with it."""
TEXTS = frozenset({"description", "editor_note"})
"""Of these both may stay, one after the other."""


@dataclass(frozen=True)
class Side:
    """One of the two entries, with what belongs to it, in words."""

    organisation: Organisation
    url: str
    places: list[str]
    contacts: list[str]
    identifiers: list[str]
    resources: list[str]
    events: int
    members: int
    created: date
    changed: date
    merged: list[str]
    """What was merged into it before."""


@dataclass(frozen=True)
class Choice:
    """A field in which the two differ: the radio buttons of either side stand under its value."""

    name: str
    label: str
    first: str
    second: str
    buttons: dict[str, Any] = field(default_factory=dict)
    """Side → the button; empty where both say the same."""


class MergeForm(forms.Form):
    """Which of the two entries stays, and what it says from now on."""

    def __init__(self, data: Any = None, *, first: Organisation, second: Organisation, same: list[Any]) -> None:
        super().__init__(data)
        self.sides = {FIRST: first, SECOND: second}
        self.same = same
        sides = [(FIRST, _("pierwszy")), (SECOND, _("drugi"))]
        stays = _better(first, second)
        self._add("kept", sides, stays)
        for name, (label, columns) in GROUPS.items():
            values = [said(self.sides[side], name) for side in (FIRST, SECOND)]
            if values[0] == values[1]:
                continue
            both = [(BOTH, _("oba, jeden po drugim"))] if name in TEXTS and all(values) else []
            self._add(name, [*sides, *both], _default(name, values, self.sides, stays), label)
            del columns
        for one, other in same:
            label = _("To jedno miejsce: %(address)s") % {"address": one.public_address or one}
            self.fields[f"same_{one.pk}_{other.pk}"] = forms.BooleanField(label=label, required=False, initial=True)
        versions = f"{first.pk}:{first.version} {second.pk}:{second.version}"
        self.fields["versions"] = forms.CharField(widget=forms.HiddenInput, initial=versions)

    def _add(self, name: str, choices: list[tuple[str, str]], initial: str, label: Any = None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, widget=forms.RadioSelect, required=False
        )

    @property
    def kept(self) -> Organisation:
        """The entry that stays."""
        return self.sides[self.cleaned_data["kept"] or FIRST]

    @property
    def merged(self) -> Organisation:
        """The entry that goes."""
        return self.sides[SECOND if self.kept is self.sides[FIRST] else FIRST]

    def values(self) -> dict[str, Any]:
        """Return what the kept entry says from now on, by the names of the action."""
        found: dict[str, Any] = {}
        for name, (_label, columns) in GROUPS.items():
            chosen = self.cleaned_data.get(name)
            if chosen == BOTH:
                own, other = (getattr(each, name) for each in (self.kept, self.merged))
                found[name] = f"{own}\n\n{other}"
            elif chosen and self.sides[chosen] is not self.kept:
                found |= {column: getattr(self.sides[chosen], column) for column in columns}
        return found

    def joined_places(self) -> dict[int, int]:
        """Return the places of the entry that goes which are the same as one that stays."""
        is_first = self.kept is self.sides[FIRST]
        chosen = [pair for pair in self.same if self.cleaned_data.get(f"same_{pair[0].pk}_{pair[1].pk}")]
        return {(other if is_first else one).pk: (one if is_first else other).pk for one, other in chosen}

    def seen_versions(self) -> dict[int, int]:
        """Return the versions that the person has looked at, by id."""
        pairs = [part.partition(":") for part in self.cleaned_data["versions"].split()]
        return {int(pk): int(number) for pk, _colon, number in pairs if pk.isdigit() and number.isdigit()}

    def choices(self) -> list[Choice]:
        """Return the rows of the table: a choice where the two differ, otherwise what both say."""
        rows = []
        for name, (label, _columns) in GROUPS.items():
            values = [said(self.sides[side], name) for side in (FIRST, SECOND)]
            if any(values):
                rows.append(Choice(name, str(label), values[0], values[1], self.buttons(name)))
        return rows

    def buttons(self, name: str) -> dict[str, Any]:
        """Return the radio buttons of a field by what they choose."""
        if name not in self.fields:
            return {}
        return {str(button.data["value"]): button for button in self[name].subwidgets}

    def stays(self) -> dict[str, Any]:
        """Return the radio buttons that say which entry stays."""
        return self.buttons("kept")

    def places(self) -> list[Any]:
        """Return the boxes of the places that may be one."""
        return [self[name] for name in self.fields if name.startswith("same_")]


def said(organisation: Organisation, name: str) -> str:
    """Return in words what an entry says in one of the groups."""
    match name:
        case "legal_form" | "sector" | "visibility":
            return str(getattr(organisation, f"get_{name}_display")())
        case "status":
            return ": ".join(filter(None, (str(organisation.get_status_display()), organisation.status_note)))
        case "parent":
            parent = str(organisation.parent) if organisation.parent else ""
            return ", ".join(filter(None, (parent, organisation.branch_number)))
        case "assured":
            day = organisation.assured_date
            return f"{day:%d.%m.%Y}, {organisation.assured_by}".rstrip(", ") if day else ""
    return str(getattr(organisation, name))


def sides_of(pair: Pair, reach: Reach) -> list[Side]:
    """Return the two entries of a pair with what belongs to them, as far as a person may see it."""
    return [_side(organisation, reach) for organisation in (pair.first, pair.second)]


def same_places_of(pair: Pair, reach: Reach) -> list[tuple[Location, Location]]:
    """Return the places of the two entries that are at one address."""
    rows = Location.objects.editable_by(reach).order_by("pk")
    return same_places(rows.filter(organisation=pair.first), list(rows.filter(organisation=pair.second)))


def _side(organisation: Organisation, reach: Reach) -> Side:
    places = Location.objects.visible_to(reach).filter(organisation=organisation).select_related("organisation")
    ways: dict[int, list[str]] = {}
    fields = ContactField.objects.visible_to(reach).filter(contact__organisation=organisation)
    for contact_id, value in fields.values_list("contact", "value"):
        ways.setdefault(contact_id, []).append(value)
    contacts = Contact.objects.visible_to(reach).filter(organisation=organisation)
    named = set(Contact.objects.naming_holder_to(reach).filter(organisation=organisation).values_list("pk", flat=True))
    events = Event.objects.visible_to(reach).filter(
        Q(organisation=organisation) | Q(organisers__organisation=organisation)
    )
    return Side(
        organisation,
        links.page(organisation),
        [": ".join(filter(None, (place.name, place.public_address or _("bez adresu")))) for place in places],
        [
            ", ".join(
                filter(None, (row.role, row.holder_name if row.pk in named else "", *ways.get(row.pk, ()))),
            )
            for row in contacts
        ],
        [f"{row.scheme} {row.value}" for row in organisation.identifiers.order_by("scheme", "value")],
        list(Resource.objects.visible_to(reach).filter(organisation=organisation).values_list("name", flat=True)),
        events.distinct().count(),
        organisation.memberships.count(),
        organisation.created_at.date(),
        organisation.changed_at.date(),
        list(Merge.objects.standing().filter(kept=organisation).values_list("merged_name", flat=True)),
    )


def _better(first: Organisation, second: Organisation) -> str:
    """Return the side whose address stays if nobody says otherwise: the public, the kept, the older one."""

    def worth(organisation: Organisation) -> tuple[bool, bool, int, int]:
        is_public = organisation.visibility == "public"
        return is_public, organisation.status != Status.CLOSED, organisation.memberships.count(), -organisation.pk

    return FIRST if worth(first) >= worth(second) else SECOND


def _default(name: str, values: list[str], sides: Mapping[str, Organisation], stays: str) -> str:
    if not all(values):
        return FIRST if values[0] else SECOND
    if name == "assured":
        days = [sides[side].assured_date or date.min for side in (FIRST, SECOND)]
        return FIRST if days[0] >= days[1] else SECOND
    return stays
