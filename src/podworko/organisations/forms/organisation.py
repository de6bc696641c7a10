"""The form of an organisation's own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.choices import LegalForm, ParentRole, Sector, Status
from podworko.organisations.contact_values import normalise_website
from podworko.organisations.forms.fields import OrganisationField
from podworko.organisations.identifiers import SCHEMES, Doubt, doubt
from podworko.organisations.models import Organisation
from podworko.places.models import Area

OPEN = "identifier_other"


class OrganisationForm(VersionedForm):
    """Everything of an organisation but its places, contacts and resources."""

    name = forms.CharField(label=_("Nazwa"), max_length=240)
    description = forms.CharField(
        label=_("Czym się zajmuje"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    status = forms.ChoiceField(label=_("Stan"), choices=Status.choices, widget=forms.RadioSelect)
    status_note = forms.CharField(
        label=_("Skąd o tym wiadomo"),
        required=False,
        max_length=300,
        help_text=_("Potrzebne, gdy organizacja już nie działa."),
    )
    visibility = forms.ChoiceField(label=_("Kto widzi ten wpis"), choices=Visibility.choices, widget=forms.RadioSelect)
    corrected_name = forms.CharField(
        label=_("Nazwa poprawiona"),
        required=False,
        max_length=240,
        help_text=_("Gdy nazwa powyżej jest przepisana z błędem. Pokazujemy obie."),
    )
    legal_form = forms.ChoiceField(
        label=_("Kto to jest"),
        choices=LegalForm.choices,
        widget=forms.RadioSelect,
        help_text=_("Grupa bez dokumentów ma tu te same prawa co instytucja."),
    )
    sector = forms.ChoiceField(label=_("Sektor"), choices=Sector.choices)
    role_in_area = forms.CharField(label=_("Rola w okolicy"), required=False, max_length=240)
    website = forms.CharField(
        label=_("Strona internetowa"), required=False, max_length=200, help_text=_("Na przykład: www.szkola.pl")
    )
    active_in = forms.MultipleChoiceField(label=_("Gdzie działa"), widget=forms.CheckboxSelectMultiple)
    parent_role = forms.ChoiceField(
        label=_("Czym jest wobec nadrzędnej"), required=False, choices=[("", _("– wybierz –")), *ParentRole.choices]
    )
    branch_number = forms.CharField(label=_("Numer oddziału"), required=False, max_length=20)
    source = forms.CharField(label=_("Źródło"), required=False, max_length=300, help_text=_("Skąd to wiemy."))
    editor_note = forms.CharField(
        label=_("Notatka dla prowadzących"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=_("Nikt poza prowadzącymi jej nie zobaczy."),
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, reach: Reach) -> None:
        self.organisation = organisation
        self.reach = reach
        self.rows = list(organisation.identifiers.order_by("scheme", "value"))
        super().__init__(data, current=_current(organisation, self.rows), version=organisation.version)

    def add_fields(self) -> None:
        """Add what depends on the organisation: areas, parent, numbers in registers."""
        self.fields["parent_id"] = OrganisationField(
            reach=self.reach,
            label=_("Organizacja nadrzędna"),
            required=False,
            help_text=_("Nazwa tak, jak stoi na liście. Na przykład zespół szkół albo zarząd krajowy."),
        )
        field = self.fields["active_in"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(area.pk), area.full_label) for area in _areas_round(self.organisation)]
        for row in self.rows:
            self.fields[f"identifier_{row.pk}"] = forms.CharField(label=row.scheme, required=False, max_length=40)
        present = {row.scheme for row in self.rows}
        for scheme in SCHEMES:
            if scheme not in present:
                self.fields[f"identifier_{scheme}"] = forms.CharField(label=scheme, required=False, max_length=40)
        self.fields[OPEN] = forms.CharField(
            label=_("Inny rejestr i numer"),
            required=False,
            max_length=60,
            help_text=_("Na przykład: rejestr aptek 1234567."),
        )
        self.field_groups = (
            FieldGroup(_("Kto to jest"), ("corrected_name", "legal_form", "sector", "role_in_area", "website")),
            FieldGroup(_("Gdzie działa"), ("active_in",)),
            FieldGroup(
                _("Organizacja nadrzędna"),
                ("parent_id", "parent_role", "branch_number"),
                hint=_("Oddział, część zespołu albo jednostka innej organizacji."),
            ),
            FieldGroup(
                _("Numery w rejestrach"),
                tuple(name for name in self.fields if name.startswith("identifier_")),
                hint=_("Nic tu nie jest wymagane. Grupa nieformalna nie ma numerów."),
            ),
            FieldGroup(_("Źródło i notatka"), ("source", "editor_note")),
        )

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])

    def clean_website(self) -> str:
        """Return the address with its scheme."""
        text = squeeze(self.cleaned_data["website"])
        return normalise_website(text) if text else ""

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        found = super().values()
        numbers = {name: found.pop(name) for name in list(found) if name.startswith("identifier_")}
        return {**found, "active_in": [int(pk) for pk in found["active_in"]], "identifiers": self._numbers(numbers)}

    def remarks(self) -> list[str]:
        """Return what should be said after saving: numbers that look wrong."""
        said = []
        for row in self.values()["identifiers"]:
            match doubt(row["scheme"], row["value"]):
                case Doubt.LENGTH:
                    said.append(_now("%(scheme)s %(value)s ma złą liczbę cyfr. Zapisaliśmy, ale sprawdź.") % row)
                case Doubt.CHECK_DIGIT:
                    said.append(_now("%(scheme)s %(value)s ma błąd w cyfrach. Zapisaliśmy, ale sprawdź.") % row)
        return said

    def _numbers(self, typed: dict[str, str]) -> list[dict[str, str]]:
        by_name = {f"identifier_{row.pk}": row for row in self.rows}
        found = []
        for name, value in typed.items():
            if not value.strip():
                continue
            if name == OPEN:
                scheme, _space, number = value.strip().rpartition(" ")
                found.append({"scheme": (scheme or _now("inny"))[:20], "value": number, "source": ""})
            elif name in by_name:
                row = by_name[name]
                found.append({"scheme": row.scheme, "value": value, "source": row.source})
            else:
                found.append({"scheme": name.removeprefix("identifier_"), "value": value, "source": ""})
        return found


def _current(organisation: Organisation, rows: list[Any]) -> dict[str, Any]:
    names = [name for name in OrganisationForm.base_fields if hasattr(organisation, name) and name != "active_in"]
    return {
        **{name: getattr(organisation, name) for name in names if name != "version"},
        "parent_id": organisation.parent_id,
        "active_in": [str(pk) for pk in organisation.activities.order_by("area").values_list("area", flat=True)],
        **{f"identifier_{row.pk}": row.value for row in rows},
    }


def _areas_round(organisation: Organisation) -> list[Area]:
    """Return the areas an editor may choose: those round the home area, beside it, and those chosen already."""
    home = organisation.home_area
    nearest = Area.objects.above(home) | Area.objects.filter(parent=home.parent_id) | Area.objects.below(home)
    chosen = Area.objects.filter(activities__organisation=organisation)
    return list((nearest | chosen).filter(is_sample=home.is_sample).distinct().order_by("path"))
