"""The forms by which anybody reports a problem, or says that it concerns them too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.traps import TrappedForm
from podworko.core.visibility import Reach
from podworko.needs import likeness
from podworko.needs.choices import ProblemKind
from podworko.needs.forms.problem import alike_caution
from podworko.needs.models import Problem
from podworko.places.models import Area
from podworko.resources.choices import Audience


class ReportForm(TrappedForm):
    """What a person knows who needs no account for it."""

    kind = forms.ChoiceField(label=_("Co chcesz zgłosić"), choices=ProblemKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("W jednym zdaniu"), max_length=200, help_text=_("Na przykład: wieczorem na przystanku jest ciemno.")
    )
    description = forms.CharField(
        label=_("Opis"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Bez nazwisk i bez historii, po której da się kogoś poznać."),
    )
    place_name = forms.CharField(label=_("Gdzie"), required=False, max_length=300)
    contact = forms.CharField(
        label=_("Twój e-mail albo telefon"),
        required=False,
        max_length=200,
        help_text=_(
            "Tylko dla koordynatora, gdyby chciał o coś zapytać. Nie pokażemy go nikomu, a 30 dni po decyzji usuniemy."
        ),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Kogo to dotyczy"), required=False, choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )

    field_groups = (FieldGroup(_("Kogo to dotyczy"), ("audiences",)),)

    def __init__(self, data: Any = None, *, area: Area, initial: dict[str, Any] | None = None) -> None:
        self.area = area
        super().__init__(data, initial={"kind": ProblemKind.PROBLEM, **(initial or {})})

    def clean_title(self) -> str:
        """Return the title without spaces that nobody sees."""
        return squeeze(self.cleaned_data["title"])

    def cautions(self) -> list[Caution]:
        """Return what may be the same, of what everybody may read."""
        rows = Problem.objects.visible_to(Reach()).inside(self.area).kept().select_related("area", "location")
        found = likeness.alike(self.cleaned_data["title"], None, rows[: likeness.LONGEST_LOOK])
        return [alike_caution(found)] if found else []


class SupportForm(TrappedForm):
    """One button. Whoever presses it within seconds has read enough, and is no program for that."""

    def _complaint(self, cleaned: dict[str, Any]) -> str:
        said = super()._complaint(cleaned)
        return "" if said == "early" else said
