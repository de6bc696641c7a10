"""The forms of the log of what was looked for and not found."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution, CautiousForm, SentOnceForm
from podworko.core.rendering import FieldGroup
from podworko.core.text import squeeze
from podworko.core.visibility import Reach
from podworko.needs import personal_words
from podworko.needs.models import Problem, Sought
from podworko.needs.personal_words import Reason
from podworko.organisations.forms.contact import day_input
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST_CHOICES = 1000
_LOOKS_LIKE = {
    Reason.EMAIL: _("adres e-mail"),
    Reason.PHONE: _("numer telefonu"),
    Reason.PESEL: _("PESEL"),
    Reason.NAME: _("imię i nazwisko"),
}


class NotFoundForm(SentOnceForm):
    """Ten seconds: what somebody looked for."""

    words = forms.CharField(
        label=_("Czego ktoś szukał i nie znalazł"),
        max_length=120,
        help_text=_("Słowo albo zdanie, bez nazwisk i numerów. Na przykład: dentysta dla dzieci."),
    )
    audience = forms.ChoiceField(label=_("Dla kogo"), required=False, choices=[("", _("nie wiem")), *Audience.choices])
    day = forms.DateField(label=_("Kiedy"), required=False, widget=day_input(), help_text=_("Puste znaczy: dziś."))

    field_groups = (FieldGroup(_("Dla kogo, kiedy"), ("audience", "day")),)

    def clean_words(self) -> str:
        """Return the words without spaces that nobody sees."""
        return squeeze(self.cleaned_data["words"])

    def cautions(self) -> list[Caution]:
        """Warn of what looks like personal data."""
        found = [str(_LOOKS_LIKE[reason]) for reason in personal_words.reasons(self.cleaned_data["words"])]
        if not found:
            return []
        text = _now("To przeczytają inni. Skreśl, po czym można poznać osobę. Jeśli to nazwa, zapisz.")
        title = _now("To wygląda na: %(what)s") % {"what": ", ".join(found)}
        return [Caution(title=title, text=text)]


class SettleForm(CautiousForm):
    """Which entry answers what somebody looked for, or which problem it belongs to."""

    organisation = forms.TypedChoiceField(
        label=_("Już jest: wpis"), required=False, coerce=int, empty_value=None, help_text=_("Kto to ma albo robi.")
    )
    problem = forms.TypedChoiceField(label=_("To zapisany już problem"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, sought: Sought, area: Area, reach: Reach) -> None:
        super().__init__(data, initial={"organisation": sought.organisation_id, "problem": sought.problem_id})
        entries = Organisation.objects.visible_to(reach).active_in(area).order_by("sort_key", "pk")
        problems = Problem.objects.visible_to(reach).kept().filter(area=area).order_by("sort_key", "pk")
        self._offer("organisation", entries.values_list("pk", "name"))
        self._offer("problem", problems.values_list("pk", "title"))

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _now("żaden")), *rows[:MOST_CHOICES]]
