"""The forms of an event: one page, most of it folded."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda import links
from podworko.agenda.choices import CountMethod, EventStatus, OrganiserRole, Registration
from podworko.agenda.coinciding import Coinciding
from podworko.agenda.forms import looking
from podworko.agenda.forms.current import RELATIONS, current_values
from podworko.agenda.forms.days import DayField
from podworko.agenda.forms.event_times import times
from podworko.agenda.forms.next_dates import NextDates, next_dates
from podworko.agenda.forms.repeating import RepeatFields, Repeats, repeat_initial, repeat_values
from podworko.agenda.forms.things import offered
from podworko.agenda.models import Event, EventKind
from podworko.agenda.permissions import areas_beside, organisations_of
from podworko.agenda.room_clashes import clashes_of
from podworko.agenda.things import THINGS, needed_by
from podworko.core.forms import Caution, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience, Cost, ResourceKind
from podworko.resources.languages import LANGUAGES

NOT_ASKED = _("Nic nie zaznaczysz, to znaczy: jeszcze nie pytano.")
MOST_PLACES = 500
CLOSING = [
    (0, _("gdy się zacznie")),
    (1, _("godzinę wcześniej")),
    (3, _("3 godziny wcześniej")),
    (24, _("dzień wcześniej")),
    (48, _("2 dni wcześniej")),
    (168, _("tydzień wcześniej")),
]
"""Hours before the start."""
_CHOSEN = (EventStatus.IDEA, EventStatus.PLANNED, EventStatus.CONFIRMED, EventStatus.HELD)
"""What a form offers; cancelling asks for its reason on a page of its own."""


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


_AS_THEY_STAND = (
    *("title", "organisation_id", "organiser_name", "location_id", "place_name", "audiences", "visibility"),
    *("kind_id", "description", "edition", "website", "cost", "cost_note", "registration", "registration_url"),
    *(
        "registration_contact",
        "capacity",
        "closes_before",
        "languages",
        "accessibility_note",
        "with_minors",
        "safeguarding_note",
    ),
    *("status", "attendance", "count_method"),
)


class EventFields(RepeatFields):
    """The fields of an event, new or changed."""

    title = forms.CharField(label=_("Nazwa"), max_length=200)
    day = DayField(
        label=_("Dzień"), required=False, widget=_day_input(), help_text=_("Nie wiadomo jeszcze? Napisz niżej, kiedy.")
    )
    time_from = forms.TimeField(
        label=_("Od godziny"), required=False, widget=_time_input(), help_text=_("Puste: cały dzień.")
    )
    time_to = forms.TimeField(label=_("Do godziny"), required=False, widget=_time_input())
    pencil = forms.CharField(
        label=_("Kiedy, w przybliżeniu"),
        required=False,
        max_length=200,
        help_text=_("Na przykład: weekend w maju, druga połowa stycznia przed południem."),
    )
    organisation_id = forms.TypedChoiceField(label=_("Kto organizuje"), required=False, coerce=int, empty_value=None)
    organiser_name = forms.CharField(label=_("Kto organizuje, jeśli nie ma na liście"), required=False, max_length=200)
    location_id = forms.TypedChoiceField(label=_("Miejsce z rejestru"), required=False, coerce=int, empty_value=None)
    room_id = forms.TypedChoiceField(label=_("Sala"), required=False, coerce=int, empty_value=None)
    equipment = forms.TypedMultipleChoiceField(
        label=_("Potrzebny sprzęt"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    helpers = forms.TypedMultipleChoiceField(
        label=_("Czyja pomoc jest potrzebna"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Umiejętności z wpisów organizacji. Podpowiemy, gdy ktoś miałby być na dwóch wydarzeniach naraz."),
    )
    place_name = forms.CharField(
        label=_("Gdzie"), required=False, max_length=300, help_text=_("Sala, piętro albo miejsce spoza rejestru.")
    )
    audiences = forms.MultipleChoiceField(
        label=_("Dla kogo"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=NOT_ASKED,
    )
    visibility = forms.ChoiceField(
        label=_("Kto to widzi"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.PUBLIC,
    )
    last_day = DayField(label=_("Ostatni dzień"), required=False, widget=_day_input())
    kind_id = forms.TypedChoiceField(label=_("Rodzaj"), required=False, coerce=int, empty_value=None)
    description = forms.CharField(
        label=_("Opis"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    edition = forms.IntegerField(label=_("Która to edycja"), required=False, min_value=1, max_value=1000)
    website = forms.URLField(label=_("Strona internetowa"), required=False, max_length=500, assume_scheme="https")
    cost = forms.ChoiceField(label=_("Koszt"), choices=Cost.choices, initial=Cost.NOT_ASKED)
    cost_note = forms.CharField(label=_("Ile kosztuje"), required=False, max_length=200)
    registration = forms.ChoiceField(
        label=_("Zapisy"),
        choices=Registration.choices,
        help_text=_("„Zapisy tutaj”: każdy zapisze się na stronie wydarzenia, a Ty masz listę."),
    )
    registration_url = forms.URLField(label=_("Strona zapisów"), required=False, max_length=500, assume_scheme="https")
    registration_contact = forms.CharField(
        label=_("Telefon albo e-mail do zapisów"),
        required=False,
        max_length=200,
        help_text=_("Zobaczą go wszyscy, którzy widzą wydarzenie. Podaj numer instytucji, nie prywatny."),
    )
    capacity = forms.IntegerField(
        label=_("Ile miejsc"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Puste: bez limitu. Gdy miejsc zabraknie, zapisuje się lista rezerwowa."),
    )
    closes_before = forms.TypedChoiceField(
        label=_("Kiedy zamknąć zapisy tutaj"), required=False, coerce=int, empty_value=None, choices=CLOSING, initial=0
    )
    languages = forms.MultipleChoiceField(
        label=_("W jakich językach"), required=False, choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    accessibility_note = forms.CharField(label=_("Dostępność"), required=False, max_length=300)
    with_minors = forms.BooleanField(label=_("Biorą udział dzieci bez opiekunów"), required=False)
    safeguarding_note = forms.CharField(
        label=_("Jak zadbano o ich bezpieczeństwo"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    co_organisers = forms.TypedMultipleChoiceField(
        label=_("Kto współorganizuje"), required=False, coerce=int, widget=forms.SelectMultiple
    )
    listed_in = forms.TypedMultipleChoiceField(
        label=_("Pokaż też w kalendarzu"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Miejsca, w których możesz ogłaszać. Większe miejsce pokazuje to wydarzenie samo."),
    )
    funding = forms.CharField(
        label=_("Z czego opłacone"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Każde źródło w osobnej linii."),
    )
    status = forms.ChoiceField(
        label=_("Jak pewne"), choices=[(one.value, one.label) for one in _CHOSEN], initial=EventStatus.PLANNED
    )
    attendance = forms.IntegerField(label=_("Ile osób przyszło"), required=False, min_value=0, max_value=1_000_000)
    count_method = forms.ChoiceField(
        label=_("Jak policzono"), required=False, choices=[("", _("nie liczono")), *CountMethod.choices]
    )

    field_groups = (
        FieldGroup(
            _("Powtarza się albo trwa kilka dni"),
            ("last_day", "repeats", "weekdays", "repeats_until", "repeats_times", "leaves_out"),
            ending="agenda/_next_dates.html",
        ),
        FieldGroup(_("Opis i rodzaj"), ("kind_id", "description", "edition", "website", "languages")),
        FieldGroup(
            _("Koszt i zapisy"),
            (
                *("cost", "cost_note", "registration", "registration_url", "registration_contact", "capacity"),
                "closes_before",
            ),
        ),
        FieldGroup(_("Dostępność i dzieci"), ("accessibility_note", "with_minors", "safeguarding_note")),
        FieldGroup(_("Kto jeszcze i z czego"), ("co_organisers", "funding", "equipment", "helpers")),
        FieldGroup(_("W innych kalendarzach"), ("listed_in",)),
        FieldGroup(_("Stan i frekwencja"), ("status", "attendance", "count_method")),
    )

    kept_rule = ""
    """The rule of an event whose rule is beyond these fields."""
    kept_organisers: tuple[dict[str, Any], ...] = ()
    """As the actions take: whose part these fields do not ask for, and who is not for this person to choose."""
    kept_listings: tuple[int, ...] = ()
    """Areas in whose calendars it stands and which are not for this person to choose."""
    kept_things: Mapping[str, Sequence[int]] = {}
    """As `kept_listings`, of what it needs, by relation."""
    area: Area
    reach: Reach
    event: Event | None = None

    def prepare(self, area: Area, reach: Reach, event: Event | None = None) -> None:
        """Offer the organisations, places and kinds that there are for a person in an area."""
        self.area, self.reach, self.event = area, reach, event
        own = organisations_of(area, reach)
        if event is not None and event.organisation is not None and event.organisation not in own:
            own.append(event.organisation)
        is_coordinator = area.pk in reach.coordinator_of
        others = [("", _("ktoś spoza listy"))] if is_coordinator or not own else []
        self._choose("organisation_id", [*others, *((one.pk, one.name) for one in own)])
        self._offer_places(area, reach, event)
        self._offer_rooms(area, reach, event)
        self._offer_things(area, reach, event)
        kinds = EventKind.objects.filter(area__in=area.path_ids).order_by("position", "pk")
        self._choose("kind_id", [("", _("jeszcze nie wybrano")), *((kind.pk, kind.name) for kind in kinds)])
        self._offer_organisers(area, reach, event)
        self._offer_areas(area, reach, event)

    def _offer_places(self, area: Area, reach: Reach, event: Event | None) -> None:
        visible = Location.objects.visible_to(reach).select_related("organisation")
        rows = list(visible.filter(area__path__startswith=area.path).order_by("sort_key", "pk")[:MOST_PLACES])
        own = event.location_id if event else None
        if own is not None and own not in {row.pk for row in rows}:
            rows += visible.filter(pk=own)
        known = [(row.pk, " – ".join(filter(None, [str(row), row.public_address]))) for row in rows]
        self._choose("location_id", [("", _("spoza rejestru")), *known])
        if own is not None and own not in dict(known):
            # A place that this person may not see stays as it is.
            del self.fields["location_id"]

    def _offer_organisers(self, area: Area, reach: Reach, event: Event | None) -> None:
        rows = list(event.organisers.order_by("pk")) if event else []
        own = [row.organisation_id for row in rows if row.role == OrganiserRole.CO_ORGANISER]
        visible = Organisation.objects.visible_to(reach)
        offered = visible.filter(Q(pk__in=visible.active_in(area).values("pk")) | Q(pk__in=own))
        known = dict(offered.order_by("sort_key", "pk").values_list("pk", "name"))
        self._choose("co_organisers", list(known.items()))
        self.kept_organisers = tuple(
            {"organisation": row.organisation_id, "role": row.role}
            for row in rows
            if row.role != OrganiserRole.CO_ORGANISER or row.organisation_id not in known
        )

    def _offer_rooms(self, area: Area, reach: Reach, event: Event | None) -> None:
        known = offered(ResourceKind.ROOM, area, reach)
        self._choose("room_id", [("", _("żadna albo nieznana")), *known])
        is_hidden = event is not None and event.room_id is not None and event.room_id not in dict(known)
        if not known or is_hidden:
            # A room that this person may not see stays as it is.
            del self.fields["room_id"]

    def _offer_things(self, area: Area, reach: Reach, event: Event | None) -> None:
        known = {name: offered(kind, area, reach) for name, kind in THINGS.items()}
        needed = needed_by(event) if event else {}
        self.kept_things = {name: [pk for pk in ids if pk not in dict(known[name])] for name, ids in needed.items()}
        for name, choices in known.items():
            self._choose(name, choices)
            if not choices:
                del self.fields[name]

    def _offer_areas(self, area: Area, reach: Reach, event: Event | None) -> None:
        beside = [(one.pk, one.full_label) for one in areas_beside(area, reach)]
        self._choose("listed_in", beside)
        if event is not None:
            listed = event.listings.exclude(area__in=[pk for pk, _label in beside])
            self.kept_listings = tuple(listed.values_list("area", flat=True))
        if not beside:
            del self.fields["listed_in"]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_title(self) -> str:
        """Return the title without spaces that nobody sees."""
        return squeeze(self.cleaned_data["title"])

    def clean_closes_before(self) -> int:
        """Return how many hours before the start registration closes; not said means at the start."""
        return self.cleaned_data["closes_before"] or 0

    @property
    def dates_page(self) -> str:
        """Where the dates that follow from what is chosen are asked for."""
        return links.next_dates(self.area.slug)

    @property
    def findings_page(self) -> str:
        """Where it is asked what an event like this would have to do with others."""
        own = f"?event={self.event.pk}" if self.event else ""
        return f"{links.event_findings(self.area.slug)}{own}"

    def coinciding(self) -> Coinciding:
        """Return what the event that the form shows would have to do with others."""
        return looking.look(self.data if self.is_bound else None, self.area, self.reach, self.event)

    def next_dates(self) -> NextDates | None:
        """Return the dates that follow from what the form shows."""
        return next_dates(self.data if self.is_bound else self.initial)

    def clean(self) -> dict[str, Any]:
        """Refuse dates that cannot be."""
        cleaned = super().clean() or {}
        day, last, clock, end = (cleaned.get(name) for name in ("day", "last_day", "time_from", "time_to"))
        if not day and not cleaned.get("pencil"):
            self.add_error("day", _("Podaj dzień albo napisz, kiedy to będzie w przybliżeniu."))
        if day and last and last < day:
            self.add_error("last_day", _("Ostatni dzień jest wcześniej niż pierwszy."))
        if end and not clock:
            self.add_error("time_from", _("Podaj też, od której godziny."))
        if not cleaned.get("organisation_id") and not cleaned.get("organiser_name"):
            self.add_error("organisation_id", _("Wybierz organizatora z listy albo wpisz jego nazwę."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values as the actions take them."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in _AS_THEY_STAND if name in cleaned}
        values |= times(cleaned) | repeat_values(cleaned, self.kept_rule)
        values["organisers"] = [
            {"organisation": pk, "role": OrganiserRole.CO_ORGANISER} for pk in cleaned["co_organisers"]
        ]
        values["organisers"] += self.kept_organisers
        payers = dict(self.event.funding.values_list("source", "organisation")) if self.event else {}
        lines = [line.strip()[:200] for line in cleaned["funding"].splitlines()]
        values["funding"] = [{"source": line, "organisation": payers.get(line)} for line in lines if line]
        if "room_id" in cleaned:
            values["room_id"] = cleaned["room_id"]
        for name in filter(cleaned.__contains__, THINGS):
            values[name] = [*cleaned[name], *self.kept_things.get(name, ())]
        if "listed_in" in cleaned:
            values["listed_in"] = [*cleaned["listed_in"], *self.kept_listings]
        return values

    def cautions(self) -> list[Caution]:
        """Warn that a room is taken, and that fewer people will see the event than is chosen."""
        values = self.values()
        found = []
        clashes = clashes_of(self.as_it_would_be(values), self.reach) if values.get("room_id") else []
        if clashes:
            links = tuple((clash.url, clash.sentence) for clash in clashes)
            found.append(Caution(_now("W tym czasie ta sala jest już zajęta."), links=links))
        if values.get("visibility") == Visibility.PUBLIC and self._is_newly_hidden(values.get("organisation_id")):
            text = _now("Wpis organizatora nie jest publiczny, więc tego wydarzenia nie zobaczą wszyscy.")
            found.append(Caution(_now("Tego nie zobaczą mieszkańcy."), text))
        return found

    def _is_newly_hidden(self, organisation_id: int | None) -> bool:
        before = (self.event.organisation_id, self.event.visibility) if self.event else None
        if organisation_id is None or before == (organisation_id, Visibility.PUBLIC):
            return False
        return Organisation.objects.exclude(visibility=Visibility.PUBLIC).filter(pk=organisation_id).exists()

    def as_it_would_be(self, values: dict[str, Any]) -> Event:
        """Return an event, never to be saved, with these values."""
        event = copy(self.event) if self.event else Event(area=self.area)
        for name, value in values.items():
            if name not in RELATIONS:
                setattr(event, name, value)
        return event


class NewEventForm(EventFields, SentOnceForm):
    """An event that is new."""

    def __init__(self, data: Any = None, *, area: Area, reach: Reach, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.prepare(area, reach)


class EventForm(EventFields, VersionedForm):
    """An event that is there."""

    def __init__(self, data: Any = None, *, event: Event, reach: Reach) -> None:
        self.subject, self.reach, self.kept_rule = event, reach, event.rule
        super().__init__(data, current=current_values(event, self.base_fields), version=event.version)

    def add_fields(self) -> None:
        """Add what depends on the area, and what the event has that the fields cannot say."""
        if repeat_initial(self.subject)["repeats"] == Repeats.KEPT:
            self._choose("repeats", list(Repeats.choices))
        self.prepare(self.subject.area, self.reach, self.subject)
        if self.subject.status == EventStatus.CANCELLED:
            self._choose("status", [(EventStatus.CANCELLED.value, EventStatus.CANCELLED.label)])
