"""The forms of contacts: a role, who holds it, and how they are reached."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.actions.contact import Ways
from podworko.organisations.choices import ContactKind, LegalBasis
from podworko.organisations.contact_values import normalise
from podworko.organisations.models import Contact, ContactField, Location, Organisation

NEW_ROWS = (("new_phone", ContactKind.PHONE), ("new_email", ContactKind.EMAIL), ("new_other", ""))
PARTS = ("value", "visibility", "legal_basis", "notice_date", "source")
OWN = ("role", "holder_name", "holder_visibility", "held_from", "location_id")
BASES = [("", _("– wybierz –")), *LegalBasis.choices]


def day_input() -> forms.DateInput:
    """Return the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def place_choices(organisation: Organisation, reach: Reach) -> list[tuple[int, str]]:
    """Return the places of an organisation that a person may see."""
    rows = Location.objects.visible_to(reach).filter(organisation=organisation).select_related("organisation")
    return [(row.pk, f"{row} – {row.public_address}") for row in rows]


class ContactFields(CautiousForm):
    """The fields of a contact, new or changed."""

    role = forms.CharField(
        label=_("Rola"), max_length=120, help_text=_("Na przykład: sekretariat, dyrekcja, dyżurny, kontakt ogólny.")
    )
    holder_name = forms.CharField(
        label=_("Kto teraz pełni tę rolę"),
        required=False,
        max_length=120,
        help_text=_("Nie trzeba. Telefon sekretariatu jest lepszy niż czyjeś nazwisko."),
    )
    holder_visibility = forms.ChoiceField(
        label=_("Kto widzi nazwisko"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.ORGANISATION,
    )
    held_from = forms.DateField(label=_("Od kiedy"), required=False, widget=day_input())
    location_id = forms.TypedChoiceField(
        label=_("W którym miejscu"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("całej organizacji"))],
    )

    def add_rows(self, organisation: Organisation, ways: list[ContactField], reach: Reach) -> None:
        """Add the fields of the ways that are there and of new ones."""
        self.ways = {f"way_{way.pk}": way for way in ways}
        field = self.fields["location_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("całej organizacji")), *place_choices(organisation, reach)]
        groups = [FieldGroup(_("Kto pełni tę rolę"), ("holder_name", "holder_visibility", "held_from", "location_id"))]
        for prefix, way in self.ways.items():
            self._add_row(prefix, ContactKind(way.kind), is_new=False)
            names = tuple(f"{prefix}_{part}" for part in PARTS)
            groups.append(FieldGroup(f"{ContactKind(way.kind).label}: {way.value}", names, is_folded=False))
        headings = (_("Nowy telefon"), _("Nowy adres e-mail"), _("Nowa strona albo inny kontakt"))
        for (prefix, kind), heading in zip(NEW_ROWS, headings, strict=True):
            self._add_row(prefix, kind, is_new=True)
            names = tuple(name for name in self.fields if name.startswith(f"{prefix}_"))
            groups.append(FieldGroup(heading, names, is_folded=bool(self.ways) or kind != ContactKind.PHONE))
        self.field_groups = tuple(groups)

    def clean(self) -> dict[str, Any]:
        """Bring each way to one form, and say in words what a public one needs."""
        cleaned = super().clean() or {}
        for prefix, kind in self._kinds(cleaned).items():
            value = cleaned.get(f"{prefix}_value", "").strip()
            if not value:
                continue
            try:
                cleaned[f"{prefix}_value"] = normalise(kind, value)
            except ValidationError as error:
                self.add_error(f"{prefix}_value", error)
            self._check_public(prefix, cleaned)
        return cleaned

    def own_values(self) -> dict[str, Any]:
        """Return the values of the contact itself."""
        return {name: self.cleaned_data[name] for name in OWN if name in self.cleaned_data}

    def read_ways(self) -> Ways:
        """Return what becomes of the ways; one whose number or address was emptied goes."""
        changed, removed, added = {}, [], []
        for prefix, kind in self._kinds(self.cleaned_data).items():
            values = {part: self.cleaned_data[f"{prefix}_{part}"] for part in PARTS}
            known = self.ways.get(prefix)
            if known is None and values["value"]:
                added.append({**values, "kind": kind})
            elif known is not None and values["value"]:
                changed[known.pk] = values
            elif known is not None:
                removed.append(known.pk)
        return Ways(added=added, changed=changed, removed=removed)

    def _kinds(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        found = {prefix: way.kind for prefix, way in self.ways.items()}
        for prefix, kind in NEW_ROWS:
            found[prefix] = kind or cleaned.get(f"{prefix}_kind") or ContactKind.OTHER
        return found

    def _check_public(self, prefix: str, cleaned: dict[str, Any]) -> None:
        if cleaned.get(f"{prefix}_visibility") != Visibility.PUBLIC:
            return
        if not cleaned.get(f"{prefix}_legal_basis"):
            message = _now("Żeby pokazać ten kontakt wszystkim, wybierz, na jakiej podstawie.")
            self.add_error(f"{prefix}_legal_basis", message)
        if not cleaned.get(f"{prefix}_notice_date"):
            message = _now(
                "Podaj dzień, w którym ta osoba lub instytucja dowiedziała się, że kontakt będzie pokazany."
            )
            self.add_error(f"{prefix}_notice_date", message)

    def _add_row(self, prefix: str, kind: str, *, is_new: bool) -> None:
        labels = {ContactKind.PHONE: _("Numer telefonu"), ContactKind.EMAIL: _("Adres e-mail")}
        if not kind:
            self.fields[f"{prefix}_kind"] = forms.ChoiceField(
                label=_("Rodzaj"),
                required=False,
                choices=[choice for choice in ContactKind.choices if choice[0] in {"website", "other"}],
            )
        self.fields[f"{prefix}_value"] = forms.CharField(
            label=labels.get(ContactKind(kind), _("Adres lub opis")) if kind else _("Adres lub opis"),
            required=False,
            max_length=200,
            help_text="" if is_new else _("Puste pole usuwa ten kontakt."),
        )
        self.fields[f"{prefix}_visibility"] = forms.ChoiceField(
            label=_("Kto to widzi"), choices=Visibility.choices, initial=Visibility.ORGANISATION
        )
        self.fields[f"{prefix}_legal_basis"] = forms.ChoiceField(
            label=_("Na jakiej podstawie"),
            required=False,
            choices=BASES,
            help_text=_("Potrzebne, gdy kontakt widzą wszyscy."),
        )
        self.fields[f"{prefix}_notice_date"] = forms.DateField(
            label=_("Kiedy powiadomiono tę osobę lub instytucję"), required=False, widget=day_input()
        )
        self.fields[f"{prefix}_source"] = forms.CharField(label=_("Skąd to wiemy"), required=False, max_length=300)


class NewContactForm(ContactFields, SentOnceForm):
    """A contact that is new."""

    technical = SentOnceForm.technical

    def __init__(self, data: Any = None, *, organisation: Organisation, reach: Reach) -> None:
        super().__init__(data)
        self.add_rows(organisation, [], reach)


class ContactForm(ContactFields, VersionedForm):
    """A contact that is there; of its ways only those that the person may change."""

    technical = VersionedForm.technical

    def __init__(self, data: Any = None, *, contact: Contact, reach: Reach) -> None:
        self.contact = contact
        self.reach = reach
        editable = ContactField.objects.editable_by(reach).filter(contact=contact)
        self.editable = list(editable)
        self.sees_holder = Contact.objects.naming_holder_to(reach).filter(pk=contact.pk).exists()
        super().__init__(data, current=self._current(), version=contact.version)

    def add_fields(self) -> None:
        """Add the ways; whoever may not read the holder's name does not change it either."""
        self.add_rows(self.contact.organisation, self.editable, self.reach)
        if not self.sees_holder:
            for name in ("holder_name", "holder_visibility", "held_from"):
                del self.fields[name]

    def _current(self) -> dict[str, Any]:
        own = {name: getattr(self.contact, name) for name in OWN}
        ways = {f"way_{way.pk}_{part}": getattr(way, part) for way in self.editable for part in PARTS}
        new = {f"{prefix}_visibility": Visibility.ORGANISATION for prefix, _kind in NEW_ROWS}
        return own | ways | new


class HandOverForm(forms.Form):
    """Who takes a role over, from when, and what goes with it."""

    holder_name = forms.CharField(label=_("Kto przejmuje rolę"), required=False, max_length=120)
    held_from = forms.DateField(label=_("Od kiedy"), widget=day_input(), initial=timezone.localdate)
    holder_visibility = forms.ChoiceField(
        label=_("Kto widzi nazwisko"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.ORGANISATION,
    )
    kept = forms.MultipleChoiceField(
        label=_("Co zostaje przy roli"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reszta odchodzi z poprzednią osobą i nie jest już pokazywana."),
    )

    def __init__(self, data: Any = None, *, ways: list[ContactField]) -> None:
        super().__init__(data, initial={"kept": [str(way.pk) for way in ways]})
        field = self.fields["kept"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(way.pk), f"{way.get_kind_display()}: {way.value}") for way in ways]
