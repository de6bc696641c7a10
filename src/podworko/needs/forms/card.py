"""The forms of asks and offers: what it is in the first lines, everything else folded."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda.permissions import organisations_of
from podworko.core.forms import Caution, CautiousForm, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.needs.choices import CameBy
from podworko.needs.exchange_choices import CardKind, CardSide, Closing, Terms
from podworko.needs.exchange_models import Card, good_until
from podworko.organisations.forms.contact import day_input
from podworko.organisations.models import Contact, Location, Organisation
from podworko.places.models import Area
from podworko.resources.choices import Weekday
from podworko.resources.queries import categories_for

MOST = 500
NOTHING = ("", _("– wybierz –"))
_SEEN_BY = [(one.value, one.label) for one in Visibility if one != Visibility.PRIVATE]
_CAME_BY = [(one.value, one.label) for one in CameBy if one not in {CameBy.FORM, CameBy.DOCUMENT}]


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class CardFields(CautiousForm):
    """The fields of an ask or an offer, new or changed."""

    side = forms.ChoiceField(label=_("Mamy czy szukamy"), choices=CardSide.choices, widget=forms.RadioSelect)
    organisation_id = forms.TypedChoiceField(label=_("Która organizacja"), coerce=int)
    kind = forms.ChoiceField(label=_("Co to jest"), choices=[NOTHING, *CardKind.choices])
    title = forms.CharField(
        label=_("W jednym zdaniu"), max_length=200, help_text=_("Na przykład: sala na 20 osób we wtorki po południu.")
    )
    when_said = forms.CharField(
        label=_("Kiedy"),
        required=False,
        max_length=200,
        help_text=_("Własnymi słowami, na przykład: druga połowa stycznia, przedpołudnia. Puste: do uzgodnienia."),
    )
    quantity = forms.IntegerField(
        label=_("Ile sztuk albo na ile osób"), required=False, min_value=1, max_value=1_000_000
    )
    terms = forms.ChoiceField(label=_("Na jakich warunkach"), choices=Terms.choices, initial=Terms.TO_AGREE)
    terms_note = forms.CharField(
        label=_("Warunki dokładniej"),
        required=False,
        max_length=200,
        help_text=_("Na przykład: za pomoc przy sprzątaniu."),
    )
    text = forms.CharField(
        label=_("Więcej"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Bez nazwisk i telefonów: kontakt przekażesz tym, z którymi chcesz rozmawiać."),
    )
    first_day = forms.DateField(label=_("Od dnia"), required=False, widget=day_input())
    last_day = forms.DateField(label=_("Do dnia"), required=False, widget=day_input())
    weekdays = forms.TypedMultipleChoiceField(
        label=_("W które dni tygodnia"),
        required=False,
        coerce=int,
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    starts = forms.TimeField(label=_("Od godziny"), required=False, widget=ClockInput())
    ends = forms.TimeField(label=_("Do godziny"), required=False, widget=ClockInput())
    location_id = forms.TypedChoiceField(label=_("Gdzie"), required=False, coerce=int, empty_value=None)
    category_id = forms.TypedChoiceField(label=_("Kategoria"), required=False, coerce=int, empty_value=None)
    visibility = forms.ChoiceField(
        label=_("Kto to widzi"), choices=_SEEN_BY, widget=forms.RadioSelect, initial=Visibility.PARTNERS
    )
    valid_until = forms.DateField(
        label=_("Ważne do"),
        widget=day_input(),
        initial=good_until,
        help_text=_("Potem zniknie samo. Dwa tygodnie wcześniej zapytamy, czy nadal."),
    )
    contact_id = forms.TypedChoiceField(
        label=_("Z kim rozmawiać"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Widać samą rolę. Telefon albo e-mail przechodzi dopiero za zgodą."),
    )
    came_by = forms.ChoiceField(label=_("Jak to do nas dotarło"), choices=_CAME_BY, initial=CameBy.MEMBER)

    field_groups: tuple[FieldGroup, ...] = (
        FieldGroup(_("Kiedy dokładnie"), ("first_day", "last_day", "weekdays", "starts", "ends")),
        FieldGroup(_("Opis, miejsce, kategoria"), ("text", "location_id", "category_id")),
        FieldGroup(_("Warunki, kontakt, ważność"), ("terms_note", "contact_id", "valid_until", "came_by")),
    )
    technical = CautiousForm.technical

    def prepare(self, area: Area, reach: Reach, owners: Sequence[Organisation]) -> None:
        """Offer what belongs to the organisations for which the person may speak."""
        ids = [row.pk for row in owners]
        places = Location.objects.visible_to(reach).filter(organisation__in=ids).select_related("organisation")
        contacts = Contact.objects.visible_to(reach).filter(organisation__in=ids).select_related("organisation")
        one = len(owners) == 1
        self._choose("organisation_id", [*(() if one else (NOTHING,)), *((row.pk, row.name) for row in owners)])
        order = ("organisation__sort_key", "pk")
        self._choose("location_id", [("", _now("bez miejsca")), *map(_said, places.order_by(*order)[:MOST])])
        roles = [
            (row.pk, row.role if one else f"{row.role} – {row.organisation}")
            for row in contacts.order_by(*order)[:MOST]
        ]
        self._choose("contact_id", [("", _now("nikt wskazany")), *roles])
        self._choose("category_id", [("", _now("żadna")), *((row.pk, row.name) for row in categories_for(area))])
        if one:
            self.initial.setdefault("organisation_id", owners[0].pk)

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = list(choices)

    def clean_title(self) -> str:
        """Return the title without spaces that nobody sees."""
        return squeeze(self.cleaned_data["title"])

    def cautions(self) -> list[Caution]:
        """Say what will not be seen, or not for long."""
        found = []
        day, last = self.cleaned_data.get("valid_until"), self.cleaned_data.get("last_day")
        if day and day < timezone.localdate():
            found.append(Caution(_now("Ten dzień już minął"), _now("Nikt tego nie zobaczy. Zmień „Ważne do”.")))
        if last and last < timezone.localdate():
            found.append(Caution(_now("Ten termin już minął"), _now("Zmień „Do dnia” albo zostaw je puste.")))
        owner = Organisation.objects.filter(pk=self.cleaned_data.get("organisation_id") or 0).first()
        if owner and owner.visibility in {Visibility.ORGANISATION, Visibility.PRIVATE}:
            found.append(
                Caution(_now("Tej organizacji inni nie widzą"), _now("Więc i tego wpisu nie zobaczy nikt spoza niej."))
            )
        return found


class NewCardForm(CardFields, SentOnceForm):
    """An ask or an offer that is new."""

    technical = SentOnceForm.technical

    def __init__(self, data: Any = None, *, area: Area, reach: Reach, initial: dict[str, Any] | None = None) -> None:
        owners = organisations_of(area, reach)
        chosen = (initial or {}).get("organisation_id")
        # Whoever wrote „W imieniu” into the address sees its places only, but may still choose another one.
        owners.sort(key=lambda row: row.pk != chosen)
        coordinates = {"came_by": CameBy.PHONE} if area.pk in reach.coordinator_of else {}
        super().__init__(data, initial={**coordinates, **(initial or {})})
        self.prepare(area, reach, owners)


class CardForm(CardFields, VersionedForm):
    """An ask or an offer that is there."""

    technical = VersionedForm.technical

    def __init__(self, data: Any = None, *, card: Card, reach: Reach) -> None:
        self.card, self.reach = card, reach
        names = [name for name in CardFields.base_fields if name != "accepted"]
        super().__init__(data, current={name: getattr(card, name) for name in names}, version=card.version)

    def add_fields(self) -> None:
        """Add what depends on the organisation, which stays the same."""
        self.prepare(self.card.area, self.reach, [self.card.organisation])


class CloseForm(CautiousForm):
    """Why something is no longer asked for or offered."""

    closed_as = forms.ChoiceField(
        label=_("Dlaczego"), choices=Closing.choices, widget=forms.RadioSelect, initial=Closing.SETTLED
    )


class AskingForm(CautiousForm):
    """That an organisation was asked, and named nothing."""

    asked_on = forms.DateField(label=_("Kiedy pytano"), widget=day_input(), initial=timezone.localdate)
    has_nothing = forms.BooleanField(label=_("Nic nie ma do podzielenia się"), required=False)
    needs_nothing = forms.BooleanField(label=_("Nic nie potrzebuje"), required=False)
    note = forms.CharField(label=_("Notatka"), required=False, max_length=300)


def _said(row: Location) -> tuple[int, str]:
    return row.pk, f"{row} – {row.public_address}" if row.public_address else str(row)
