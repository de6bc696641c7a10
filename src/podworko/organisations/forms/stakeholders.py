"""Forms that place organisations on the grid; they validate and never save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm, SentOnceForm
from podworko.core.rendering import FieldGroup
from podworko.organisations.actions.stakeholders import Placement
from podworko.organisations.choices import Stance
from podworko.organisations.models import Assessment, AssessmentAxes, Organisation
from podworko.organisations.models.stakeholders import WIDEST_SCALE

STANCES: list[tuple[str, Any]] = [("", _("jeszcze nie pytano")), *Stance.choices]


SCALES: list[tuple[int, int]] = [(number, number) for number in range(2, WIDEST_SCALE + 1)]


class DayField(forms.DateField):
    """A day, chosen or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d.%m.%Y")


def steps(scale: int) -> list[tuple[str, str]]:
    """Return the steps of a scale, its ends in words."""
    ends = {1: _now("1 – mało"), scale: _now("%(step)s – dużo") % {"step": scale}}
    return [(str(step), ends.get(step, str(step))) for step in range(1, scale + 1)]


class AssessorForm(SentOnceForm):
    """Who says so, and when."""

    assessor = forms.CharField(
        label=_("Kto ocenił"), max_length=160, help_text=_("Osoba albo spotkanie, np. „warsztat 4 maja, 6 osób”.")
    )
    assessed_on = DayField(label=_("Dzień oceny"))

    technical = SentOnceForm.technical | {"assessor", "assessed_on"}

    def clean_assessed_on(self) -> Any:
        """Refuse a day that is yet to come."""
        day = self.cleaned_data["assessed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Ten dzień dopiero będzie."))
        return day


class AssessForm(AssessorForm):
    """Where one organisation stands."""

    field_order = ("vertical", "horizontal", "stance", "note", "assessor", "assessed_on")
    field_groups = (FieldGroup(_("Kto i kiedy"), ("assessor", "assessed_on"), is_folded=False),)

    stance = forms.ChoiceField(label=_("Nastawienie"), choices=STANCES, required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Dlaczego tak"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Czytają to tylko koordynatorzy osiedla. Pisz tak, żeby można było to pokazać każdemu."),
    )

    def __init__(self, data: Any = None, *, axes: AssessmentAxes, **options: Any) -> None:
        super().__init__(data, **options)
        for name, label in (("vertical", axes.vertical_label), ("horizontal", axes.horizontal_label)):
            self.fields[name] = forms.ChoiceField(
                label=label[:1].upper() + label[1:], choices=steps(axes.scale), widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)

    def placement(self) -> Placement:
        """Return where it stands."""
        values = self.cleaned_data
        return Placement(int(values["horizontal"]), int(values["vertical"]), values["stance"], values["note"])


@dataclass(frozen=True)
class Row:
    """An organisation of the table with its fields."""

    organisation: Organisation
    vertical: forms.BoundField
    horizontal: forms.BoundField
    stance: forms.BoundField
    was: forms.BoundField
    last: Assessment | None

    @property
    def errors(self) -> list[str]:
        """What is wrong with it."""
        return [str(error) for field in (self.vertical, self.horizontal, self.stance) for error in field.errors]


class AssessManyForm(AssessorForm):
    """Where several organisations stand: a row each. A row that stays as it was says nothing anew."""

    def __init__(
        self,
        data: Any = None,
        *,
        axes: AssessmentAxes,
        organisations: Sequence[Organisation],
        latest: Mapping[int, Assessment],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.axes, self.organisations, self.latest = axes, list(organisations), latest
        empty = ("", "–")
        choices = [empty, *((str(step), str(step)) for step in range(1, axes.scale + 1))]
        for row in self.organisations:
            last = latest.get(row.pk)
            self._add(f"v{row.pk}", choices, axes.vertical_label, row, str(last.vertical) if last else "")
            self._add(f"h{row.pk}", choices, axes.horizontal_label, row, str(last.horizontal) if last else "")
            self._add(f"s{row.pk}", STANCES, _now("nastawienie"), row, last.stance if last else "")
            self.fields[f"w{row.pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=_said(last), max_length=60
            )

    def _add(self, name: str, choices: Sequence[Any], label: str, row: Organisation, initial: str) -> None:
        select = forms.Select(attrs={"class": "input", "aria-label": f"{row.name}: {label}"})
        self.fields[name] = forms.ChoiceField(
            label=f"{row.name}: {label}", choices=choices, required=False, initial=initial, widget=select
        )

    def rows(self) -> list[Row]:
        """Return the rows to be drawn."""
        return [
            Row(row, self[f"v{row.pk}"], self[f"h{row.pk}"], self[f"s{row.pk}"], self[f"w{row.pk}"], last)
            for row in self.organisations
            for last in [self.latest.get(row.pk)]
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse half a placement, and a table in which nothing was changed."""
        cleaned = super().clean() or {}
        for row in self.organisations:
            both = [cleaned.get(f"{axis}{row.pk}", "") for axis in "vh"]
            if any(both) != all(both):
                missing = "v" if not both[0] else "h"
                self.add_error(f"{missing}{row.pk}", _("Wybierz oba stopnie albo żadnego."))
        if not self.errors and not self.placements():
            raise ValidationError(_("Nic nie zmieniono: każdy wiersz jest taki, jak był."), code="unchanged")
        return cleaned

    def placements(self) -> list[tuple[Organisation, Placement]]:
        """Return the rows that were filled in or changed."""
        found = []
        for row in self.organisations:
            vertical, horizontal, stance, was = (self.cleaned_data.get(f"{name}{row.pk}", "") for name in "vhsw")
            if vertical and horizontal and f"{vertical}/{horizontal}/{stance}" != was.partition("#")[0]:
                found.append((row, Placement(int(horizontal), int(vertical), stance)))
        return found

    def overtaken(self, by: int) -> list[str]:
        """Return the organisations that somebody else than `by` has placed since the page was opened."""
        placed = {row.pk for row, _placement in self.placements()}
        return [
            row.name
            for row in self.organisations
            for last in [self.latest.get(row.pk)]
            if row.pk in placed and last and last.entered_by_id != by
            if self.cleaned_data.get(f"w{row.pk}", "") != _said(last)
        ]


class AxesForm(CautiousForm):
    """What is asked about the organisations of an area."""

    vertical = forms.CharField(
        label=_("Co rośnie w górę"), max_length=60, required=False, help_text=_("Puste: „wpływ”. Bywa też: znaczenie.")
    )
    horizontal = forms.CharField(
        label=_("Co rośnie w prawo"), max_length=60, required=False, help_text=_("Puste: „zainteresowanie”.")
    )
    scale = forms.TypedChoiceField(label=_("Ile stopni"), coerce=int, choices=SCALES)
    question = forms.ChoiceField(
        label=_("Czy to te same osie"),
        choices=[
            ("same", _("Tak, tylko inaczej nazwane albo z inną liczbą stopni. Oceny zostają na siatce.")),
            ("new", _("Nie, to inne osie. Siatka zaczyna się od nowa, dawne oceny są w historii.")),
        ],
        initial="same",
        widget=forms.RadioSelect,
    )

    technical = CautiousForm.technical | {"question"}


class GridForm(forms.Form):
    """What to show of the grid; sent in the address."""

    day = DayField(label=_("Stan na dzień"), required=False)
    then = DayField(label=_("Porównaj z dniem"), required=False)
    assessor = forms.ChoiceField(label=_("Czyje oceny"), required=False)

    def __init__(self, data: Any = None, *, assessors: Sequence[str], **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["assessor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _now("najnowsza, czyjakolwiek")), *((name, name) for name in assessors)]


def _said(last: Assessment | None) -> str:
    # Which one it was, too: another one may say the same.
    return f"{last.vertical}/{last.horizontal}/{last.stance}#{last.pk}" if last else ""
