"""What is different about one occurrence of a series."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.agenda.forms.days import DayField
from podworko.agenda.models import Event
from podworko.core.forms import CautiousForm


class OccurrenceForm(CautiousForm):
    """Day, hours, place and name of one occurrence."""

    day = DayField(label=_("Dzień"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time_from = forms.TimeField(
        label=_("Od godziny"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    time_to = forms.TimeField(
        label=_("Do godziny"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place_name = forms.CharField(label=_("Gdzie, jeśli gdzie indziej"), required=False, max_length=300)
    title = forms.CharField(label=_("Nazwa, jeśli inna"), required=False, max_length=200)
    reason = forms.CharField(label=_("Dlaczego"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, event: Event, original: datetime) -> None:
        self.event, self.original = event, original
        exception = event.exceptions.filter(original=original).first()
        length = event.ends - event.starts if event.ends and event.starts else timedelta()
        starts = exception.starts if exception and exception.starts else original
        ends = exception.ends if exception and exception.ends else original + length
        initial: dict[str, Any] = {"day": starts.date()}
        if not event.is_all_day:
            initial |= {"time_from": starts.astimezone(UTC).time(), "time_to": ends.astimezone(UTC).time()}
        if exception:
            initial |= {name: getattr(exception, name) for name in ("place_name", "title", "reason")}
        super().__init__(data, initial=initial)
        if event.is_all_day:
            del self.fields["time_from"], self.fields["time_to"]

    def clean(self) -> dict[str, Any]:
        """Ask for the hours of what has hours."""
        cleaned = super().clean() or {}
        if "time_from" in self.fields and not cleaned.get("time_from"):
            self.add_error("time_from", _("Podaj, od której godziny."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        cleaned = self.cleaned_data
        length = self.event.ends - self.event.starts if self.event.ends and self.event.starts else timedelta()
        midnight = datetime.combine(cleaned["day"], datetime.min.time(), tzinfo=UTC)
        starts, ends = midnight, midnight + length
        if clock := cleaned.get("time_from"):
            starts = datetime.combine(cleaned["day"], clock, tzinfo=UTC)
            ends = starts + length
            if end := cleaned.get("time_to"):
                ends = datetime.combine(cleaned["day"], end, tzinfo=UTC)
                ends += timedelta(days=1) if ends <= starts else timedelta()
        return {
            "starts": starts,
            "ends": ends,
            **{name: cleaned[name] for name in ("place_name", "title", "reason")},
        }
