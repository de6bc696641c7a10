"""The fast entry: name, category, address and telephone; all the rest folds away."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution, SentOnceForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations import links
from podworko.organisations.choices import ContactKind, LegalBasis, LegalForm, Sector
from podworko.organisations.contact_values import normalise
from podworko.organisations.duplicate_reading import place_names
from podworko.organisations.duplicates import Known, address_key, suspects
from podworko.organisations.forms.contact import BASES, day_input
from podworko.organisations.forms.place import STREET_ANSWER, PlaceFields, ReadPlace, check_precision, pin_input
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources.queries import categories_for

WHO_SEES = [
    (Visibility.PUBLIC, _("wszyscy: wpis stanie na mapie, na liście i na wydrukach")),
    (Visibility.PARTNERS, _("partnerzy z okolicy")),
    (Visibility.ORGANISATION, _("tylko ta organizacja i koordynator osiedla")),
]


class EntryForm(PlaceFields, SentOnceForm):
    """What is needed to enter somebody in a minute."""

    name = forms.CharField(label=_("Nazwa"), max_length=240, help_text=_("Tak, jak jest napisana na drzwiach."))
    category = forms.TypedChoiceField(label=_("Kategoria"), coerce=int, empty_value=None)
    phone = forms.CharField(
        label=_("Telefon"), required=False, max_length=60, help_text=_("Na przykład: 12 345 67 89. Może być później.")
    )
    visibility = forms.ChoiceField(label=_("Kto zobaczy ten wpis"), choices=WHO_SEES, widget=forms.RadioSelect)
    contact_role = forms.CharField(
        label=_("Czyj to telefon"), required=False, max_length=120, help_text=_("Na przykład: sekretariat.")
    )
    email = forms.CharField(label=_("Adres e-mail"), required=False, max_length=200)
    legal_basis = forms.ChoiceField(label=_("Na jakiej podstawie go podajemy"), required=False, choices=BASES)
    notice_date = forms.DateField(
        label=_("Kiedy powiadomiono tę osobę lub instytucję"), required=False, widget=day_input()
    )
    contact_source = forms.CharField(label=_("Skąd to wiemy"), required=False, max_length=300)
    legal_form = forms.ChoiceField(
        label=_("Kto to jest"), choices=LegalForm.choices, widget=forms.RadioSelect, initial=LegalForm.LEGAL_ENTITY
    )
    sector = forms.ChoiceField(label=_("Sektor"), choices=Sector.choices, initial=Sector.UNKNOWN)
    description = forms.CharField(
        label=_("Czym się zajmuje"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    website = forms.CharField(label=_("Strona internetowa"), required=False, max_length=200)
    source = forms.CharField(label=_("Źródło"), required=False, max_length=300)

    field_order = ("name", "category", "address", "phone", "visibility")
    field_groups = (
        FieldGroup(
            _("Więcej o telefonie i adres e-mail"),
            ("contact_role", "email", "legal_basis", "notice_date", "contact_source"),
            hint=_("Telefon i e-mail zobaczą ci sami ludzie co wpis. Prywatny numer dodaj później, jako kontakt."),
        ),
        FieldGroup(_("Punkt na mapie"), ("coordinates", "precision")),
        FieldGroup(_("Więcej o adresie"), ("is_flat_confirmed", "address_note")),
        FieldGroup(_("Więcej o organizacji"), ("legal_form", "sector", "description", "website", "source")),
    )

    def __init__(
        self, data: Any = None, *, area: Area, reach: Reach, suggested: Mapping[str, str] | None = None
    ) -> None:
        self.area = area
        self.reach = reach
        super().__init__(data, initial=_initial(area, reach) | dict(suggested or {}))
        self.fields["coordinates"].widget = pin_input(area)
        categories = categories_for(area)
        field = self.fields["category"]
        field.required = bool(categories)
        if isinstance(field, forms.TypedChoiceField):
            choices = [(each.pk, f"{each.letter} – {each.name}") for each in categories]
            field.choices = [("", _("– wybierz –")), *choices]

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        """Return the number in the form in which it is kept."""
        return self._way(ContactKind.PHONE, "phone")

    def clean_email(self) -> str:
        """Return the address in the form in which it is kept."""
        return self._way(ContactKind.EMAIL, "email")

    def clean_website(self) -> str:
        """Return the address with its scheme."""
        return self._way(ContactKind.WEBSITE, "website")

    def clean(self) -> dict[str, Any]:
        """Say in words what a public contact needs."""
        cleaned = super().clean() or {}
        check_precision(self)
        has_way = cleaned.get("phone") or cleaned.get("email")
        if has_way and cleaned.get("visibility") == Visibility.PUBLIC:
            if not cleaned.get("legal_basis"):
                self.add_error("legal_basis", _now("Żeby pokazać kontakt wszystkim, wybierz, na jakiej podstawie."))
            if not cleaned.get("notice_date"):
                self.add_error("notice_date", _now("Podaj dzień, w którym powiadomiono tę osobę lub instytucję."))
        return cleaned

    def read(self) -> ReadPlace:
        """Read the address and the point."""
        return ReadPlace(self.cleaned_data, self.area, self.data.get(STREET_ANSWER, ""))

    def cautions(self) -> list[Caution]:
        """Return what should be looked at before saving: an entry that is perhaps there already, a street, a point."""
        read = self.read()
        address = address_key(read.street.name, read.address.house)
        alike = alike_to(self.cleaned_data["name"], address, self.area, self.reach)
        found = read.cautions()
        if alike:
            found.insert(0, alike_caution(alike))
        return found

    def entry(self) -> dict[str, Any]:
        """Return the parts of the entry as the action takes them."""
        cleaned = self.cleaned_data
        has_place = bool(cleaned["address"] or cleaned["coordinates"] or cleaned["category"])
        own = ("name", "legal_form", "sector", "description", "website", "source", "visibility")
        return {
            "organisation": {
                **{name: cleaned[name] for name in own},
                "assured_date": timezone.localdate(),
                "assured_by": _now("wprowadzenie wpisu"),
            },
            "location": {**self.read().values(), "visibility": cleaned["visibility"]} if has_place else None,
            "category_ids": [cleaned["category"]] if cleaned["category"] else [],
            "contact": {"role": cleaned["contact_role"] or _now("kontakt ogólny")},
            "ways": [
                self._way_values(kind, cleaned[name])
                for kind, name in ((ContactKind.PHONE, "phone"), (ContactKind.EMAIL, "email"))
                if cleaned[name]
            ],
            "token": cleaned["token"],
        }

    def _way(self, kind: str, name: str) -> str:
        text = squeeze(self.cleaned_data[name])
        if not text:
            return ""
        try:
            return normalise(kind, text)
        except ValidationError as error:
            raise ValidationError(error.messages[0], code=kind) from None

    def _way_values(self, kind: str, value: str) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "kind": kind,
            "value": value,
            "visibility": cleaned["visibility"],
            "legal_basis": cleaned["legal_basis"],
            "notice_date": cleaned["notice_date"],
            "source": cleaned["contact_source"],
        }


def alike_to(name: str, address: str, area: Area, reach: Reach) -> list[Known]:
    """Return the entries of an area that are perhaps the same, of what a person may see; `address`: `address_key`."""
    return suspects(name, address, known_entries(area, reach), places=place_names(area))


def alike_caution(alike: list[Known]) -> Caution:
    """Return the words and the links that show entries that are perhaps the same."""
    rows = Organisation.objects.select_related("home_area").in_bulk([each.id for each in alike])
    pages = tuple((links.page(rows[each.id]), each.name) for each in alike if each.id in rows)
    text = _now("Jeśli to to samo, popraw tamten wpis. Jeśli nie, zapisz jeszcze raz.")
    return Caution(title=_now("Podobny wpis już jest"), text=text, links=pages)


def _initial(area: Area, reach: Reach) -> dict[str, Any]:
    is_coordinator = area.pk in reach.coordinator_of
    return {
        "visibility": Visibility.PUBLIC if is_coordinator else Visibility.ORGANISATION,
        # What is entered here first is the telephone of an institution, who has just been asked for it.
        "legal_basis": LegalBasis.NOT_PERSONAL,
        "notice_date": timezone.localdate(),
    }


def known_entries(area: Area, reach: Reach) -> list[Known]:
    """Return the names and addresses that the person may see: nothing hidden is given away by a warning."""
    visible = Organisation.objects.visible_to(reach).active_in(area)
    found = [Known(pk, name) for pk, *names in visible.values_list("pk", "name", "corrected_name") for name in names]
    places = Location.objects.visible_to(reach).filter(area__path__startswith=area.path)
    rows = places.values_list("organisation", "organisation__name", "name", "street_name", "house_number")
    for pk, organisation, name, street, house in rows:
        found += [Known(pk, each, address_key(street, house)) for each in (organisation, name) if each]
    return [each for each in found if each.name]
