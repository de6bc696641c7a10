"""Forms by which people decide what becomes of two events."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from podworko.agenda.actions.finding import JOINABLE
from podworko.agenda.choices import FindingAnswer, JoinState
from podworko.agenda.models import Event, Finding, Join
from podworko.core.forms import CautiousForm
from podworko.organisations.models import Organisation

COORDINATOR = "coordinator"


class DecisionForm(CautiousForm):
    """What one side says about a finding."""

    answer = forms.ChoiceField(label=_("Co robicie"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Dlaczego"),
        required=False,
        max_length=300,
        help_text=_("Druga strona to przeczyta. Przy „wiemy i tak ma być” trzeba to napisać."),
    )
    side = forms.ChoiceField(label=_("W czyim imieniu"))
    facts = forms.CharField(widget=forms.HiddenInput, required=False)
    """Of the finding as the page showed it."""

    technical = CautiousForm.technical | {"facts"}

    def __init__(
        self, data: Any = None, *, finding: Finding, organisations: Sequence[Organisation], is_coordinator: bool
    ) -> None:
        super().__init__(data, initial={"facts": finding.facts_hash})
        self._now = finding.facts_hash
        self._organisations = {str(row.pk): row for row in organisations}
        answers = [each for each in FindingAnswer if each != FindingAnswer.JOIN or finding.kind in JOINABLE]
        choices = [(pk, row.name) for pk, row in self._organisations.items()]
        if is_coordinator:
            choices.insert(0, (COORDINATOR, str(_("koordynator"))))
        _offer(self, "answer", [(each.value, each.label) for each in answers])
        _offer(self, "side", choices)
        if len(choices) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.initial["side"] = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Refuse to decide about something else than what was shown."""
        _refuse_stale(self, "facts", self._now)
        return super().clean() or {}

    @property
    def organisation(self) -> Organisation | None:
        """For whom it is said; nothing for the coordinator."""
        return self._organisations.get(self.cleaned_data["side"])


class ProposalForm(CautiousForm):
    """How two events would become one."""

    kept = forms.TypedChoiceField(
        label=_("Które zostaje"),
        widget=forms.RadioSelect,
        coerce=int,
        help_text=_("Z jego nazwą, dniem, godziną i miejscem. Drugie stanie się jego częścią."),
    )
    side = forms.TypedChoiceField(label=_("Kto to proponuje"), coerce=int)
    first_brings = forms.CharField(required=False, max_length=500)
    second_brings = forms.CharField(required=False, max_length=500)
    message = forms.CharField(
        label=_("Parę słów do drugiej strony"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data: Any = None, *, finding: Finding, kept: Sequence[Event]) -> None:
        super().__init__(data)
        both = (finding.first, finding.second)
        _offer(self, "kept", [(row.pk, row.title) for row in both])
        _offer(self, "side", [(row.pk, _organiser(row)) for row in kept])
        if len(kept) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.initial["side"] = kept[0].pk
        self.fields["first_brings"].label = _("Co wnosi: %(who)s") % {"who": _organiser(finding.first)}
        self.fields["second_brings"].label = _("Co wnosi: %(who)s") % {"who": _organiser(finding.second)}
        self.fields["first_brings"].help_text = _("Na przykład: scena, nagłośnienie, dwie osoby do pomocy.")

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them, apart from the two events."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in ("message", "first_brings", "second_brings")}


class AnswerForm(CautiousForm):
    """What the other side says to a proposal."""

    answer = forms.ChoiceField(label=_("Odpowiedź"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Dlaczego"), required=False, max_length=300, help_text=_("Przy „nie” trzeba to napisać.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """Versions of the proposal and of both events, as the page showed them."""

    technical = CautiousForm.technical | {"seen"}

    def __init__(self, data: Any = None, *, join: Join) -> None:
        self._now = f"{join.version}-{join.kept.version}-{join.absorbed.version}"
        super().__init__(data, initial={"seen": self._now})
        answers = [
            (JoinState.JOINED.value, _("tak, połączmy je")),
            (JoinState.LATER.value, _("nie teraz, może później")),
            (JoinState.DECLINED.value, _("nie")),
        ]
        _offer(self, "answer", answers)

    def clean(self) -> dict[str, Any]:
        """Refuse to say yes to something else than what was shown."""
        _refuse_stale(self, "seen", self._now)
        return super().clean() or {}


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _organiser(event: Event) -> str:
    return event.organisation.name if event.organisation else event.organiser_name or event.title


def _refuse_stale(form: forms.Form, name: str, now: str) -> None:
    """Refuse what was said about something else; the page then shows what is so now, and asks again."""
    if form.cleaned_data.get(name) in {"", now}:
        return
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[name] = now
    form.data = data
    raise ValidationError(_("W tym czasie coś się zmieniło. Zobacz, jak jest teraz, i odpowiedz."), code="stale")
