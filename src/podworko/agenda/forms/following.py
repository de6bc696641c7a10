"""What is different from one occurrence of a series on, and why those after it do not take place."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda import following
from podworko.agenda.forms.event import EventForm
from podworko.agenda.models import Event
from podworko.core.forms import Caution, CautiousForm
from podworko.core.visibility import Reach


class FollowingForm(EventForm):
    """An event as it goes on; before it is saved, the form says how many dates that touches."""

    def __init__(self, data: Any = None, *, event: Event, original: datetime, reach: Reach) -> None:
        self.touched = following.touched(event, original)
        super().__init__(data, event=following.seen_from(event, original), reach=reach)

    def clean(self) -> dict[str, Any]:
        """Ask for the day from which it is otherwise."""
        cleaned = super().clean()
        if not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Podaj, od którego dnia."))
        return cleaned

    def cautions(self) -> list[Caution]:
        """Say what is about to change."""
        text = f"{self.touched.sentence} {self.touched.about_apart}"
        return [Caution(_now("Zmienisz ten termin i wszystkie następne."), text), *super().cautions()]


class Ending(models.TextChoices):
    """What becomes of occurrences that will not take place."""

    CANCELLED = "cancelled", _("Odwołane: zostają w kalendarzu, oznaczone, z powodem")
    GONE = "gone", _("Koniec serii: znikają z kalendarza")


class CancelFollowingForm(CautiousForm):
    """How a series stops, and why."""

    ending = forms.ChoiceField(
        label=_("Co z tymi terminami"), choices=Ending.choices, widget=forms.RadioSelect, initial=Ending.CANCELLED
    )
    reason = forms.CharField(
        label=_("Dlaczego"),
        required=False,
        max_length=300,
        help_text=_("Przeczyta to każdy, kto chciał przyjść. Do końca serii powód nie jest potrzebny."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of what stays in the calendar, cancelled."""
        cleaned = super().clean() or {}
        if cleaned.get("ending") == Ending.CANCELLED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Napisz, dlaczego to się nie odbędzie."))
        return cleaned
