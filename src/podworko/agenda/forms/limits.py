"""From when on an area wants to be told that something coincides."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.agenda.coordination.values import Limits
from podworko.agenda.models import CoordinationLimits
from podworko.core.forms import VersionedForm

NAMES = ("join_metres", "catchment_metres", "walking_speed", "crowded_from", "empty_days")


class LimitsForm(VersionedForm):
    """The limits of an area; until somebody has set them, those that hold."""

    join_metres = forms.IntegerField(
        label=_("Blisko, czyli najwyżej ile metrów"),
        min_value=20,
        max_value=5000,
        help_text=_("Wydarzenia różnych organizatorów tego samego dnia tak blisko siebie można połączyć. Zwykle 300."),
    )
    catchment_metres = forms.IntegerField(
        label=_("Z jak daleka przychodzą ci sami ludzie, w metrach"),
        min_value=100,
        max_value=20_000,
        help_text=_("Wydarzenia dalej od siebie nie przeszkadzają sobie. Zwykle 1500, czyli 20 minut pieszo."),
    )
    walking_speed = forms.IntegerField(
        label=_("Ile metrów idzie się pieszo w minutę"),
        min_value=20,
        max_value=120,
        help_text=_("Zwykle 75. Gdzie przychodzą głównie starsi, mniej."),
    )
    crowded_from = forms.IntegerField(
        label=_("Od ilu wydarzeń dla tych samych osób w jednym dniu jest ich za dużo"),
        min_value=2,
        max_value=50,
        help_text=_("Zwykle 4."),
    )
    empty_days = forms.IntegerField(
        label=_("Po ilu dniach bez niczego dla kogoś dać znać"),
        min_value=3,
        max_value=366,
        help_text=_("Zwykle 21, czyli trzy tygodnie."),
    )

    def __init__(self, data: Any = None, *, row: CoordinationLimits | None, holding: Limits) -> None:
        """`holding`: what holds while there is no row."""
        known = {name: getattr(row, name) for name in NAMES} if row else asdict(holding)
        current = {name: known[name] for name in NAMES}
        super().__init__(data, current=current, version=row.version if row else 0)
