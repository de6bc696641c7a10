"""The forms of what is told of a place here: its categories, and how one gets in and uses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.organisations.models import Location
from podworko.resources.choices import AccessFeature, Answer
from podworko.resources.queries import categories_for


class ListingForm(VersionedForm):
    """Under which categories a place stands: many, one of them primary."""

    primary = forms.TypedChoiceField(
        label=_("Główna kategoria"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Pod nią miejsce stoi na mapie i na wydruku. Bez niej nie ma go na mapie."),
    )
    others = forms.TypedMultipleChoiceField(
        label=_("Także w kategoriach"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, location: Location) -> None:
        self.location = location
        listings = list(location.listings.all())
        current = {
            "primary": next((each.category_id for each in listings if each.is_primary), None),
            "others": [str(each.category_id) for each in listings if not each.is_primary],
        }
        super().__init__(data, current=current, version=location.version)

    def add_fields(self) -> None:
        """Offer the categories of the area."""
        choices = [(each.pk, f"{each.letter} – {each.name}") for each in categories_for(self.location.area)]
        primary, others = self.fields["primary"], self.fields["others"]
        if isinstance(primary, forms.TypedChoiceField):
            primary.choices = [("", _("żadna: nie ma go na mapie")), *choices]
        if isinstance(others, forms.TypedMultipleChoiceField):
            others.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the primary one before the others."""
        cleaned = super().clean() or {}
        if cleaned.get("others") and not cleaned.get("primary"):
            self.add_error("primary", _("Wybierz, która kategoria jest główna."))
        return cleaned

    def category_ids(self) -> list[int]:
        """Return the chosen categories, the primary one first."""
        primary = self.cleaned_data["primary"]
        return [primary, *self.cleaned_data["others"]] if primary else []


class AccessibilityForm(VersionedForm):
    """What a person with a disability asks before coming; not having asked is an answer, too."""

    def __init__(self, data: Any = None, *, location: Location) -> None:
        rows = {row.feature: row for row in location.accessibility.all()}
        current: dict[str, Any] = {}
        for feature in AccessFeature:
            row = rows.get(feature)
            current[f"answer_{feature}"] = row.answer if row else Answer.NOT_ASKED
            current[f"note_{feature}"] = row.note if row else ""
        super().__init__(data, current=current, version=location.version)

    def add_fields(self) -> None:
        """Add a question and a note for each feature."""
        for feature in AccessFeature:
            self.fields[f"answer_{feature}"] = forms.ChoiceField(
                label=feature.label.capitalize(), choices=Answer.choices
            )
            self.fields[f"note_{feature}"] = forms.CharField(
                label=f"{feature.label.capitalize()}: {_('uwaga')}", required=False, max_length=200
            )
        names = tuple(f"note_{feature}" for feature in AccessFeature)
        self.field_groups = (FieldGroup(_("Uwagi"), names, hint=_("Na przykład: winda jest, ale od podwórka.")),)

    def answers(self) -> dict[str, dict[str, str]]:
        """Return the answers as the action takes them."""
        cleaned = self.cleaned_data
        return {
            str(feature): {"answer": cleaned[f"answer_{feature}"], "note": cleaned[f"note_{feature}"]}
            for feature in AccessFeature
        }
