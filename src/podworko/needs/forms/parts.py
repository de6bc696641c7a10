"""The forms of what belongs to a problem: what shows it, who answers it, what it comes of, what it is the same as."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda.models import Event
from podworko.core.forms import CautiousForm, SentOnceForm, VersionedForm
from podworko.core.visibility import Reach
from podworko.needs.choices import EvidenceKind
from podworko.needs.models import Evidence, Problem
from podworko.organisations.models import Organisation
from podworko.resources.models import Resource

MOST = 500
NOTHING = ("", _("– wybierz –"))


class EvidenceFields(CautiousForm):
    """The fields of evidence, new or changed."""

    kind = forms.ChoiceField(label=_("Rodzaj"), choices=EvidenceKind.choices)
    text = forms.CharField(
        label=_("Co z tego wynika"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Bez nazwisk. Z rozmów pisz tylko to, co powtórzyło wiele osób."),
    )
    source = forms.CharField(
        label=_("Źródło"), max_length=300, help_text=_("Na przykład: spacer z mieszkańcami, raport, nazwa ankiety.")
    )
    dated = forms.CharField(label=_("Z kiedy"), required=False, max_length=60)
    url = forms.URLField(label=_("Adres strony"), required=False, max_length=500, assume_scheme="https")


class NewEvidenceForm(EvidenceFields, SentOnceForm):
    """Evidence that is new."""

    technical = SentOnceForm.technical


class EvidenceForm(EvidenceFields, VersionedForm):
    """Evidence that is there."""

    technical = VersionedForm.technical

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        current = {name: getattr(evidence, name) for name in ("kind", "text", "source", "dated", "url")}
        super().__init__(data, current=current, version=evidence.version)


class ResponseForm(SentOnceForm):
    """Who or what answers a problem: one of what the person may see."""

    organisation_id = forms.TypedChoiceField(label=_("Organizacja"), required=False, coerce=int, empty_value=None)
    event_id = forms.TypedChoiceField(label=_("albo wydarzenie"), required=False, coerce=int, empty_value=None)
    resource_id = forms.TypedChoiceField(label=_("albo zasób"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(label=_("Jak odpowiada"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, problem: Problem, reach: Reach) -> None:
        super().__init__(data)
        area = problem.area
        organisations = Organisation.objects.visible_to(reach).active_in(area).order_by("sort_key", "pk")
        inside = Event.objects.visible_to(reach).filter(area__path__startswith=area.path)
        belongings = Resource.objects.visible_to(reach).filter(organisation__in=organisations.values("pk"))
        found: dict[str, list[tuple[int, str]]] = {
            "organisation_id": [(row.pk, row.name) for row in organisations[:MOST]],
            "event_id": [(row.pk, row.title) for row in inside.order_by("-starts", "title", "pk")[:MOST]],
            "resource_id": [
                (row.pk, f"{row.name} – {row.organisation}")
                for row in belongings.select_related("organisation").order_by("sort_key", "pk")[:MOST]
            ],
        }
        for name, choices in found.items():
            field = self.fields[name]
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [NOTHING, *choices]

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one thing."""
        cleaned = super().clean() or {}
        chosen = [name for name in ("organisation_id", "event_id", "resource_id") if cleaned.get(name)]
        if len(chosen) != 1 and not self.errors:
            self.add_error("organisation_id", _("Wybierz jedno: organizację, wydarzenie albo zasób."))
        return cleaned


class OtherProblemForm(CautiousForm):
    """Another problem of the same area."""

    problem = forms.TypedChoiceField(label=_("Który problem"), coerce=int)

    def __init__(self, data: Any = None, *, rows: list[Problem], label: str = "") -> None:
        super().__init__(data)
        field = self.fields["problem"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _now("– wybierz –")), *((row.pk, row.title) for row in rows)]
        if label:
            field.label = label


class ReasonForm(CautiousForm):
    """A word to whoever reported it."""

    reason = forms.CharField(
        label=_("Dlaczego nie"), max_length=300, help_text=_("Przeczyta to osoba, która zgłosiła problem.")
    )
