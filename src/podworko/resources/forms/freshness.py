"""Forms by which entries are confirmed and corrected, and by which an area says how it asks for that."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm, SentOnceForm
from podworko.core.rendering import FieldGroup
from podworko.core.traps import TrappedForm
from podworko.organisations.choices import ContactKind
from podworko.organisations.contact_values import normalise
from podworko.resources.freshness_entry import ShownEntry, ShownPlace
from podworko.resources.models import FreshnessSettings

_LONG, _NOTE = 240, 2000
_KINDS = {"new_phone": ContactKind.PHONE, "new_email": ContactKind.EMAIL}


class CorrectionForm(SentOnceForm):
    """What everybody sees of an entry, as it stands now, to be put right by whoever it is about."""

    def __init__(self, data: Any = None, *, entry: ShownEntry) -> None:
        super().__init__(data)
        self._kinds = {f"way-{way.pk}": way.kind for way in entry.ways} | _KINDS
        self._add_text("name", gettext("Nazwa"), entry.name, is_required=True)
        for place in entry.places:
            self._add_place(place, has_siblings=len(entry.places) > 1)
        for way in entry.ways:
            self._add_text(
                f"way-{way.pk}",
                f"{capfirst(way.label)} ({way.role})",
                way.value,
                hint=gettext("Puste: już nieaktualne."),
            )
        self._add_text("new_phone", gettext("Nowy telefon"), "")
        self._add_text("new_email", gettext("Nowy e-mail"), "")
        self._add_text("website", gettext("Strona internetowa"), entry.website)
        self._add_area("description", gettext("Czym się zajmujecie"), entry.description)
        self._add_area("note", gettext("Coś jeszcze? Napisz własnymi słowami"), "")
        self.field_groups = (
            FieldGroup(_("Nowy telefon albo e-mail"), ("new_phone", "new_email")),
            FieldGroup(_("Więcej"), ("website", "description", "note")),
        )

    def _add_place(self, place: ShownPlace, *, has_siblings: bool) -> None:
        which = f" – {place.name or place.address}" if has_siblings else ""
        self._add_text(f"address-{place.pk}", gettext("Adres") + which, place.address)
        hours = "\n".join(place.hours)
        hint = gettext("Na przykład: pn–pt 8:00–16:00.")
        self._add_area(f"hours-{place.pk}", gettext("Godziny otwarcia") + which, hours, rows=2, hint=hint)

    def _add_text(self, name: str, label: str, initial: str, *, is_required: bool = False, hint: str = "") -> None:
        self.fields[name] = forms.CharField(
            label=label, initial=initial, required=is_required, max_length=_LONG, help_text=hint
        )

    def _add_area(self, name: str, label: str, initial: str, *, rows: int = 4, hint: str = "") -> None:
        widget = forms.Textarea({"rows": rows})
        self.fields[name] = forms.CharField(
            label=label, initial=initial, required=False, max_length=_NOTE, widget=widget, help_text=hint
        )

    def clean(self) -> dict[str, Any]:
        """Bring contacts to the form in which they are kept; refuse a correction that corrects nothing."""
        cleaned = super().clean() or {}
        for name, kind in {**self._kinds, "website": ContactKind.WEBSITE}.items():
            if cleaned.get(name):
                try:
                    cleaned[name] = normalise(kind, cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
        if not self.errors and not self._changes(cleaned):
            self.add_error(None, _("Nic tu nie zmieniono. Popraw to, co się nie zgadza, i wyślij jeszcze raz."))
        return cleaned

    def changes(self) -> dict[str, dict[str, str]]:
        """Return what was changed, by name of the field: `label`, `was` and `now`."""
        return self._changes(self.cleaned_data)

    def _changes(self, cleaned: dict[str, Any]) -> dict[str, dict[str, str]]:
        found = {}
        for name in self.own_names():
            was = str(self.fields[name].initial or "")
            now = str(cleaned.get(name, was)).replace("\r\n", "\n").strip()
            if now != was.strip():
                found[name] = {"label": str(self.fields[name].label), "was": was, "now": now}
        return found


class YesForm(TrappedForm):
    """One button. Whoever presses it within seconds has read enough, and is no program for that."""

    def _complaint(self, cleaned: dict[str, Any]) -> str:
        said = super()._complaint(cleaned)
        return "" if said == "early" else said


class NoForm(TrappedForm):
    """What is wrong, in a passer-by's own words."""

    note = forms.CharField(
        label=_("Co się nie zgadza?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Na przykład: teraz jest otwarte do 17. Nie podawaj danych innych osób."),
    )


class DeclineReplyForm(CautiousForm):
    """Why an entry stays as it is."""

    reason = forms.CharField(label=_("Dlaczego nie?"), max_length=300, required=False)


class FreshnessSettingsForm(CautiousForm):
    """Whether and how the organisations of an area are asked."""

    is_on = forms.BooleanField(
        label=_("Pisz do organizacji, gdy wpis trzeba potwierdzić"),
        required=False,
        help_text=_("Piszemy tylko na adresy instytucji i ról, w dni powszednie i soboty od 8 do 20."),
    )
    months = forms.IntegerField(
        label=_("Co ile miesięcy potwierdzać wpis"),
        min_value=3,
        max_value=24,
        help_text=_("Od 3 do 24. Pierwszy e-mail wychodzi sześć tygodni wcześniej, przypomnienia po dwóch i pięciu."),
    )
    paused_months = forms.TypedMultipleChoiceField(
        label=_("W tych miesiącach nie pisz"),
        coerce=int,
        required=False,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    applies_directly = forms.BooleanField(
        label=_("Poprawki organizacji przyjmuj od razu"),
        required=False,
        help_text=_("Inaczej każda czeka, aż ją zatwierdzisz. Każdą można cofnąć."),
    )

    @staticmethod
    def shown(settings: FreshnessSettings) -> dict[str, Any]:
        """Return what the form shows at first."""
        names = ("is_on", "months", "paused_months", "applies_directly")
        return {name: getattr(settings, name) for name in names}
