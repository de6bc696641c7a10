"""The forms of what an organisation has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.forms.contact import day_input, place_choices
from podworko.organisations.models import Organisation
from podworko.resources.choices import Audience, Cost, ResourceKind
from podworko.resources.languages import LANGUAGES
from podworko.resources.models import Resource
from podworko.resources.queries import categories_for

NOT_ASKED = _("Nic nie zaznaczysz, to znaczy: jeszcze nie pytano.")


class ResourceFields(CautiousForm):
    """The fields of a resource, new or changed."""

    kind = forms.ChoiceField(label=_("Rodzaj"), choices=ResourceKind.choices)
    name = forms.CharField(
        label=_("Nazwa"), max_length=200, help_text=_("Na przykład: sala gimnastyczna, dyżur prawnika, rzutnik.")
    )
    description = forms.CharField(
        label=_("Opis"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    how_to_use = forms.CharField(label=_("Jak skorzystać"), required=False, max_length=300)
    visibility = forms.ChoiceField(
        label=_("Kto to widzi"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.ORGANISATION,
    )
    location_id = forms.TypedChoiceField(label=_("Gdzie"), required=False, coerce=int, empty_value=None)
    audiences = forms.MultipleChoiceField(
        label=_("Dla kogo"),
        required=False,
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=NOT_ASKED,
    )
    languages = forms.MultipleChoiceField(
        label=_("W jakich językach"),
        required=False,
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=NOT_ASKED,
    )
    cost = forms.ChoiceField(label=_("Koszt"), choices=Cost.choices, initial=Cost.NOT_ASKED)
    cost_note = forms.CharField(label=_("Ile kosztuje"), required=False, max_length=200)
    capacity = forms.IntegerField(label=_("Na ile osób"), required=False, min_value=1, max_value=100_000)
    quantity = forms.IntegerField(label=_("Ile sztuk"), required=False, min_value=1, max_value=100_000)
    state = forms.CharField(
        label=_("Stan"), required=False, max_length=120, help_text=_("Na przykład: w budowie, po remoncie.")
    )
    categories = forms.TypedMultipleChoiceField(
        label=_("Kategorie"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(label=_("Źródło"), required=False, max_length=300)
    assured_date = forms.DateField(label=_("Sprawdzono dnia"), required=False, widget=day_input())

    field_groups = (
        FieldGroup(_("Dla kogo i w jakich językach"), ("audiences", "languages")),
        FieldGroup(_("Koszt, liczba, stan"), ("cost", "cost_note", "capacity", "quantity", "state")),
        FieldGroup(_("Gdzie i pod jaką kategorią"), ("location_id", "categories")),
        FieldGroup(_("Skąd to wiemy"), ("source", "assured_date")),
    )

    def prepare(self, organisation: Organisation, reach: Reach) -> None:
        """Offer the places of the organisation and the categories of its area."""
        places, categories = self.fields["location_id"], self.fields["categories"]
        if isinstance(places, forms.TypedChoiceField):
            places.choices = [("", _("w całej organizacji")), *place_choices(organisation, reach)]
        if isinstance(categories, forms.TypedMultipleChoiceField):
            categories.choices = [(each.pk, each.name) for each in categories_for(organisation.home_area)]

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])


class NewResourceForm(ResourceFields, SentOnceForm):
    """A resource that is new."""

    def __init__(self, data: Any = None, *, organisation: Organisation, reach: Reach) -> None:
        super().__init__(data, initial={"visibility": organisation.visibility})
        self.prepare(organisation, reach)


class ResourceForm(ResourceFields, VersionedForm):
    """A resource that is there."""

    def __init__(self, data: Any = None, *, resource: Resource, reach: Reach) -> None:
        self.resource = resource
        self.reach = reach
        names = [name for name in ResourceFields.base_fields if name not in {"categories", "accepted"}]
        current = {name: getattr(resource, name) for name in names}
        current["categories"] = [str(pk) for pk in resource.categories.order_by("pk").values_list("pk", flat=True)]
        super().__init__(data, current=current, version=resource.version)

    def add_fields(self) -> None:
        """Add what depends on the organisation."""
        self.prepare(self.resource.organisation, self.reach)
