"""The forms of a problem: one page, most of it folded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution, CautiousForm, SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach, Visibility
from podworko.needs import likeness, links
from podworko.needs.choices import CameBy, EvidenceKind, ProblemKind, ProblemState
from podworko.needs.likeness import Point
from podworko.needs.models import Problem
from podworko.needs.permissions import organisations_of
from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import InvalidCoordinatesError, parse_coordinates
from podworko.organisations.forms.contact import day_input
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST_PLACES = 500
FOR_COORDINATORS = ("state", "state_reason", "came_by", "paper_supports", "reviewed_on")
"""Fields that only those who coordinate the area fill in."""
_AS_THEY_STAND = (
    *("kind", "title", "description", "audiences", "location_id", "place_name", "precision", "visibility"),
    *("organisation_id", "is_own_judgement", "uncovered", *FOR_COORDINATORS),
)
_POINT = [(code, label) for code, label in Precision.choices if code != Precision.NONE]


class ProblemFields(CautiousForm):
    """The fields of a problem, new or changed."""

    kind = forms.ChoiceField(label=_("Rodzaj"), choices=ProblemKind.choices, initial=ProblemKind.PROBLEM)
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
    audiences = forms.MultipleChoiceField(
        label=_("Kogo to dotyczy"), required=False, choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    is_own_judgement = forms.BooleanField(
        label=_("To ocena autora"),
        required=False,
        help_text=_("Zaznacz, jeśli nikt tego jeszcze nie sprawdził. Będzie to widać wszędzie."),
    )
    visibility = forms.ChoiceField(
        label=_("Kto to widzi"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.ORGANISATION,
    )
    location_id = forms.TypedChoiceField(
        label=_("Miejsce z rejestru"), required=False, coerce=int, empty_value=None, choices=[("", _("żadne"))]
    )
    place_name = forms.CharField(label=_("Gdzie, własnymi słowami"), required=False, max_length=300)
    point = forms.CharField(
        label=_("Współrzędne"),
        required=False,
        max_length=80,
        help_text=_("Szerokość i długość, na przykład: 50.0866, 19.9062. Nie trzeba ich podawać."),
    )
    precision = forms.ChoiceField(
        label=_("Jak dokładny jest ten punkt"), required=False, choices=_POINT, initial=Precision.AREA
    )
    organisation_id = forms.TypedChoiceField(
        label=_("W imieniu której organizacji"), required=False, coerce=int, empty_value=None
    )
    uncovered = forms.CharField(
        label=_("Co zostaje bez odpowiedzi"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    state = forms.ChoiceField(label=_("Stan"), choices=ProblemState.choices, initial=ProblemState.REPORTED)
    state_reason = forms.CharField(
        label=_("Dlaczego nie"),
        required=False,
        max_length=300,
        help_text=_("Tylko gdy nikt się tym nie zajmie. Przeczyta to każdy, kto widzi ten problem."),
    )
    came_by = forms.ChoiceField(label=_("Jak to do nas dotarło"), choices=CameBy.choices, initial=CameBy.COORDINATOR)
    paper_supports = forms.IntegerField(
        label=_("Podpisów na papierze"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Nie dodajemy ich do poparć z przeglądarek."),
    )
    reviewed_on = forms.DateField(label=_("Przejrzano dnia"), required=False, widget=day_input())

    field_groups: tuple[FieldGroup, ...] = (
        FieldGroup(_("Gdzie to jest"), ("location_id", "place_name", "point", "precision")),
        FieldGroup(_("Co zostaje bez odpowiedzi"), ("uncovered",)),
        FieldGroup(_("Stan i skąd to przyszło"), ("state", "state_reason", "came_by", "organisation_id")),
        FieldGroup(_("Podpisy i przegląd"), ("paper_supports", "reviewed_on")),
    )
    area: Area
    reach: Reach
    technical = CautiousForm.technical
    leaving_out: tuple[int, ...] = ()
    """Ids of problems that cannot be the same: the one that is changed."""

    def prepare(self) -> None:
        """Offer the places and organisations that the person may see, and only the fields that are theirs."""
        places, owners = self.fields["location_id"], self.fields["organisation_id"]
        if isinstance(places, forms.TypedChoiceField) and isinstance(owners, forms.TypedChoiceField):
            rows = Location.objects.visible_to(self.reach).filter(area__path__startswith=self.area.path)
            found = rows.select_related("organisation").order_by("sort_key", "pk")[:MOST_PLACES]
            places.choices = [("", _now("żadne")), *((row.pk, _said(row)) for row in found)]
            owned = organisations_of(self.area, self.reach)
            owners.choices = [("", _now("żadnej")), *((row.pk, row.name) for row in owned)]
        if self.area.pk not in self.reach.coordinator_of:
            for name in FOR_COORDINATORS:
                del self.fields[name]

    def clean_title(self) -> str:
        """Return the title without spaces that nobody sees."""
        return squeeze(self.cleaned_data["title"])

    def clean_point(self) -> Point | None:
        """Return the point; nothing where none was given."""
        text = self.cleaned_data["point"]
        if not text.strip():
            return None
        try:
            found = parse_coordinates(text)
        except InvalidCoordinatesError as error:
            raise ValidationError(_("Nie rozpoznajemy tych współrzędnych.")) from error
        return Point(found.latitude, found.longitude)

    def cautions(self) -> list[Caution]:
        """Return what may be the same."""
        values = self.values()
        point = _chosen(values)
        rows = Problem.objects.visible_to(self.reach).inside(self.area).kept().select_related("area", "location")
        found = likeness.alike(values["title"], point, rows[: likeness.LONGEST_LOOK], leaving_out=self.leaving_out)
        return [alike_caution(found)] if found else []

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        values = super().values()
        point = values.pop("point", None)
        has_point = point is not None and not values.get("location_id")
        values["latitude"], values["longitude"] = point if point and has_point else (None, None)
        values["precision"] = (values.get("precision") or Precision.AREA) if has_point else Precision.NONE
        if "paper_supports" in values:
            values["paper_supports"] = values["paper_supports"] or 0
        return values


class NewProblemForm(ProblemFields, SentOnceForm):
    """A problem that is new, with the first thing that shows it."""

    evidence_kind = forms.ChoiceField(
        label=_("Skąd to wiadomo"), required=False, choices=[("", _("– wybierz –")), *EvidenceKind.choices]
    )
    evidence_text = forms.CharField(
        label=_("Co z tego wynika"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    evidence_source = forms.CharField(label=_("Źródło"), required=False, max_length=300)
    evidence_dated = forms.CharField(label=_("Z kiedy"), required=False, max_length=60)
    evidence_url = forms.URLField(label=_("Adres strony"), required=False, max_length=500, assume_scheme="https")

    technical = SentOnceForm.technical
    field_groups = (
        FieldGroup(
            _("Skąd to wiadomo"),
            ("evidence_kind", "evidence_text", "evidence_source", "evidence_dated", "evidence_url"),
            is_folded=False,
        ),
        *ProblemFields.field_groups,
    )

    def __init__(self, data: Any = None, *, area: Area, reach: Reach, initial: dict[str, Any] | None = None) -> None:
        self.area, self.reach = area, reach
        super().__init__(data, initial={**_owner(area, reach), **(initial or {})})
        self.prepare()

    def clean(self) -> dict[str, Any]:
        """Ask for all of the evidence or none of it."""
        cleaned = super().clean() or {}
        if cleaned.get("evidence_text") or cleaned.get("evidence_source") or cleaned.get("evidence_url"):
            for name in ("evidence_kind", "evidence_text", "evidence_source"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Uzupełnij: rodzaj, źródło i co z niego wynika."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values of the problem itself."""
        values = {name: value for name, value in super().values().items() if not name.startswith("evidence_")}
        if "came_by" not in values:
            values["came_by"] = CameBy.MEMBER
        return values

    def evidence(self) -> list[dict[str, Any]]:
        """Return what shows the problem: one thing, or nothing."""
        if not self.cleaned_data.get("evidence_kind"):
            return []
        names = ("kind", "text", "source", "dated", "url")
        return [{name: self.cleaned_data[f"evidence_{name}"] for name in names}]


class ProblemForm(ProblemFields, VersionedForm):
    """A problem that is there."""

    technical = VersionedForm.technical

    def __init__(self, data: Any = None, *, problem: Problem, reach: Reach) -> None:
        self.area, self.reach, self.leaving_out = problem.area, reach, (problem.pk,)
        self.problem = problem
        current = {name: getattr(problem, name) for name in _AS_THEY_STAND}
        own = problem.latitude is not None
        current["point"] = f"{problem.latitude:.6f}, {problem.longitude:.6f}" if own else ""
        current["precision"] = problem.precision if own else Precision.AREA
        super().__init__(data, current=current, version=problem.version)

    def add_fields(self) -> None:
        """Add what depends on the area and on the person, and keep what stands there though they do not see it."""
        self.prepare()
        for name in ("location_id", "organisation_id"):
            field, chosen = self.fields[name], getattr(self.problem, name)
            if isinstance(field, forms.TypedChoiceField) and chosen is not None:
                offered: list[Any] = list(field.choices)  # type: ignore[arg-type]
                if all(str(value) != str(chosen) for value, _label in offered):
                    field.choices = [*offered, (chosen, _now("jak dotąd"))]

    def cautions(self) -> list[Caution]:
        """Ask only while the name changes: what stands there already has been looked at."""
        return super().cautions() if self.cleaned_data["title"] != self.problem.title else []


def alike_caution(found: list[Problem]) -> Caution:
    """Say which problems may be the same."""
    return Caution(
        title=_now("Może to już jest zapisane"),
        text=_now("Jeśli to to samo, wystarczy przy tamtym nacisnąć „Mnie też to dotyczy”."),
        links=tuple((links.page(problem), problem.title) for problem in found),
    )


def _owner(area: Area, reach: Reach) -> dict[str, Any]:
    """Return for whom somebody writes who coordinates nothing here and belongs to one organisation."""
    own = [] if area.pk in reach.coordinator_of else organisations_of(area, reach)
    return {"organisation_id": own[0].pk} if len(own) == 1 else {}


def _said(row: Location) -> str:
    return f"{row} – {row.public_address}" if row.public_address else str(row)


def _chosen(values: dict[str, Any]) -> Point | None:
    if values.get("location_id"):
        place = Location.objects.filter(pk=values["location_id"]).first()
        if place and place.latitude is not None and place.longitude is not None:
            return Point(place.latitude, place.longitude)
    if values["latitude"] is not None:
        return Point(values["latitude"], values["longitude"])
    return None
