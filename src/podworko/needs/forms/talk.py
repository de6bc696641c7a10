"""The forms of a talk: that one would like to talk, what one says to it, what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import CautiousForm
from podworko.needs.exchange_choices import TalkAnswer, TalkState
from podworko.needs.exchange_models import Talk, TalkPart
from podworko.needs.talk_reading import Way
from podworko.organisations.forms.contact import day_input
from podworko.organisations.models import Organisation


class PassingFields(CautiousForm):
    """Which contacts the other side may see once both have said yes."""

    passes = forms.TypedMultipleChoiceField(
        label=_("Które kontakty przekazać"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Druga strona zobaczy je dopiero, gdy obie powiedzą „tak”. Zgodę można wycofać."),
    )
    words = forms.CharField(
        label=_("Inny kontakt"),
        required=False,
        max_length=200,
        help_text=_("Nie trzeba. Bez żadnego kontaktu pośredniczy koordynator."),
    )
    technical = CautiousForm.technical

    def offer_ways(self, ways: Sequence[Way]) -> None:
        """Offer the contacts of the register."""
        if ways:
            self.fields["passes"].choices = [(way.pk, str(way)) for way in ways]  # type: ignore[attr-defined]
        else:
            del self.fields["passes"]


class ProposalForm(PassingFields):
    """For whom somebody would like to talk, with a word to the other side."""

    organisation = forms.TypedChoiceField(label=_("W imieniu której organizacji"), coerce=int)
    message = forms.CharField(
        label=_("Parę słów do drugiej strony"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    field_order = ("organisation", "message", "passes", "words")

    def __init__(
        self, data: Any = None, *, owners: Sequence[Organisation], ways: Sequence[Way], is_coordinator: bool
    ) -> None:
        super().__init__(data)
        nobody = [] if len(owners) == 1 else [("", _("– wybierz –"))]
        self.fields["organisation"].choices = [*nobody, *((row.pk, row.name) for row in owners)]  # type: ignore[attr-defined]
        self.offer_ways(ways)
        if is_coordinator:
            # Both sides are asked first: what passes, each of them says.
            self.fields.pop("passes", None)
            del self.fields["words"]

    def answer(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        return {name: value for name, value in self.values().items() if name != "organisation"}


class AnswerForm(PassingFields):
    """What one side says."""

    answer = forms.ChoiceField(label=_("Czy chcecie o tym porozmawiać"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Parę słów, dlaczego"), required=False, max_length=300, help_text=_("Przy „nie” trzeba to napisać.")
    )
    is_by_phone = forms.BooleanField(label=_("Odpowiedziano przez telefon"), required=False)
    field_order = ("answer", "passes", "words", "reason", "is_by_phone")

    def __init__(
        self, data: Any = None, *, part: TalkPart, ways: Sequence[Way], is_coordinator: bool, sees_words: bool
    ) -> None:
        offered = {way.pk for way in ways}
        # A coordinator neither sees nor loses what the organisation itself has let pass.
        self._kept_words = part.words if is_coordinator and not sees_words else ""
        self._kept_passes = [pk for pk in part.passes if pk not in offered]
        words = "" if self._kept_words else part.words
        known = {"answer": part.answer, "passes": part.passes, "words": words, "reason": part.reason}
        super().__init__(data, initial={**known, "is_by_phone": is_coordinator})
        answers = [
            (TalkAnswer.YES.value, _("tak")),
            (TalkAnswer.LATER.value, _("później")),
            (TalkAnswer.NO.value, _("nie")),
        ]
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]
        self.offer_ways(ways)
        if not is_coordinator:
            del self.fields["is_by_phone"]

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them, with what the person does not see."""
        values = super().values()
        if values.get("answer") == TalkAnswer.YES:
            values["words"] = values.get("words") or self._kept_words
            values["passes"] = [*values.get("passes", []), *self._kept_passes]
        return values


class OutcomeForm(CautiousForm):
    """What came of a talk."""

    state = forms.ChoiceField(
        label=_("Co z tego wyszło"),
        widget=forms.RadioSelect,
        choices=[
            (TalkState.MET.value, _("doszło do skutku")),
            (TalkState.NOT_MET.value, _("nie doszło do skutku")),
            (TalkState.AGREED.value, _("jeszcze trwa")),
        ],
    )
    outcome_note = forms.CharField(
        label=_("Notatka"), required=False, max_length=300, help_text=_("Jeśli nie doszło, napisz dlaczego.")
    )
    outcome_on = forms.DateField(label=_("Kiedy"), required=False, widget=day_input())

    def __init__(self, data: Any = None, *, talk: Talk) -> None:
        known = {"outcome_note": talk.outcome_note, "outcome_on": talk.outcome_on or timezone.localdate()}
        super().__init__(data, initial={**known, "state": talk.state})
