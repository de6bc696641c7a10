"""Forms of pages that span several apps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.agenda import feeds
from podworko.agenda.models import EventKind
from podworko.agenda.wanted import View, Wanted
from podworko.organisations.models import Location, Organisation
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.resources.choices import Audience

MOST_OFFERED = 300
"""Organisations, or places, that one may choose from."""


class ShareForm(forms.Form):
    """Which part of a calendar is to be followed, or shown elsewhere; sent by GET."""

    organiser = forms.ChoiceField(label=_("Kto organizuje"), required=False)
    place = forms.ChoiceField(label=_("Gdzie"), required=False)
    kind = forms.ChoiceField(label=_("Rodzaj"), required=False)
    view = forms.ChoiceField(
        label=_("Wygląd na stronie"),
        choices=[(View.LIST.value, _("lista")), (View.MONTH.value, _("miesiąc"))],
        required=False,
    )

    def __init__(self, area: Area, wanted: Wanted) -> None:
        chosen = {"organiser": wanted.organiser, "place": wanted.place, "kind": wanted.kind, "for": wanted.audience}
        super().__init__(initial={**chosen, "view": wanted.view.value})
        given = feeds.given(area, Wanted())
        kinds = EventKind.objects.filter(area__in=area.path_ids).order_by("position", "pk").values_list("code", "name")
        self._offer("organiser", _("wszyscy"), _organisers(given))
        self._offer("place", _("wszędzie"), _places(given))
        self._offer("kind", _("każdy"), list(dict(kinds).items()))
        # A word of the language itself, so it cannot be an attribute.
        audiences = [("", _("dla każdego")), *Audience.choices]
        self.fields["for"] = forms.ChoiceField(label=_("Dla kogo"), choices=audiences, required=False)
        self.order_fields(["organiser", "place", "for", "kind", "view"])

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        known = {code for code, _name in choices}
        # What somebody came with stays chosen, even if nothing is announced there yet.
        came_with = [(code, code) for code in [self.initial[name]] if code and code not in known]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *choices, *came_with]


def _organisers(given: Any) -> list[tuple[str, str]]:
    rows = Organisation.objects.visible_to(NOBODY).filter(pk__in=given.order_by().values("organisation"))
    return list(rows.order_by("sort_key", "pk").values_list("slug", "name")[:MOST_OFFERED])


def _places(given: Any) -> list[tuple[str, str]]:
    rows = Location.objects.visible_to(NOBODY).filter(pk__in=given.order_by().values("location"))
    ordered = rows.select_related("organisation").order_by("sort_key", "pk")[:MOST_OFFERED]
    return [(str(row.pk), ", ".join(filter(None, [str(row), row.public_address]))) for row in ordered]
