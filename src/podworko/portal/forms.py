"""Forms of pages that span several apps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.accounts import forms as account_forms
from podworko.agenda import feeds
from podworko.agenda.choices import MailsWanted
from podworko.agenda.gaps import Dimension, order_of
from podworko.agenda.models import EventKind
from podworko.agenda.wanted import View, Wanted
from podworko.core.rendering import FieldGroup
from podworko.needs.exchange_choices import OfferMailsWanted
from podworko.organisations.models import Location, Organisation
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.portal import matrix_page, matrix_words
from podworko.portal.matrix_asked import Asked
from podworko.resources.choices import Audience, Weekday

MOST_OFFERED = 300
"""Organisations, or places, that one may choose from."""


class AccountForm(account_forms.AccountForm):
    """A person's own account, with the mails that they get about their events and offers."""

    mails = forms.ChoiceField(
        label=_("E-maile o tym, co się zbiega z Twoimi wydarzeniami, i o propozycjach połączenia"),
        help_text=_("To, o czym nie napiszemy, widać na pulpicie."),
        choices=MailsWanted,
        widget=forms.RadioSelect,
        required=False,
    )
    offer_mails = forms.ChoiceField(
        label=_("E-maile o tym, czego Twoja organizacja szuka i co ma"),
        help_text=_("To, o czym nie napiszemy, widać na pulpicie."),
        choices=OfferMailsWanted,
        widget=forms.RadioSelect,
        required=False,
    )


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


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MatrixForm(forms.Form):
    """What stands against what in the gap matrix, on which days, and with what it is compared; sent by GET."""

    error_title = _("Trzeba coś poprawić.")

    rows = forms.ChoiceField(label=_("Wiersze"), choices=list(matrix_words.DIMENSIONS.items()))
    columns = forms.ChoiceField(label=_("Kolumny"), choices=list(matrix_words.DIMENSIONS.items()))
    to = forms.DateField(label=_("Do dnia"), required=False, widget=_day(), help_text=_("Najwyżej rok."))
    kind = forms.ChoiceField(label=_("Rodzaj"), required=False)
    weekday = forms.ChoiceField(
        label=_("Dzień tygodnia"), required=False, choices=[("", _("każdy")), *Weekday.choices]
    )
    part = forms.ChoiceField(
        label=_("Pora dnia"),
        required=False,
        choices=[("", _("każda")), *((key, matrix_words.PARTS[key]) for key in order_of(Dimension.PART))],
    )
    beside = forms.ChoiceField(label=_("Porównaj"), required=False, choices=list(matrix_words.BESIDE.items()))
    from2 = forms.DateField(label=_("Inne dni: od"), required=False, widget=_day())
    to2 = forms.DateField(label=_("Inne dni: do"), required=False, widget=_day())
    area = forms.ChoiceField(label=_("Inne miejsce"), required=False)
    field_groups = (
        FieldGroup(_("Pokaż tylko…"), ("for", "kind", "weekday", "part")),
        FieldGroup(_("Porównaj"), ("beside", "from2", "to2", "area")),
    )

    def __init__(self, area: Area, asked: Asked) -> None:
        compared = asked.other_period
        super().__init__(
            initial={
                "rows": asked.rows.value,
                "columns": asked.columns.value,
                "from": asked.period.first,
                "to": asked.period.last,
                "for": asked.wanted.audience,
                "kind": asked.wanted.kind,
                "weekday": asked.weekday,
                "part": asked.part,
                "beside": asked.beside.value,
                "from2": compared.first if compared else None,
                "to2": compared.last if compared else None,
                "area": asked.other_area,
            },
        )
        # Words of the language itself, so they cannot be attributes.
        self.fields["from"] = forms.DateField(label=_("Od dnia"), required=False, widget=_day())
        audiences = [("", _("dla każdego")), *Audience.choices]
        self.fields["for"] = forms.ChoiceField(label=_("Dla kogo"), choices=audiences, required=False)
        kinds = EventKind.objects.filter(area__in=area.path_ids).order_by("position", "pk").values_list("code", "name")
        self._offer("kind", [("", _("każdy")), *dict(kinds).items()])
        others = matrix_page.areas_to_compare(area)
        self._offer("area", [("", _("nie wybrano")), *others])
        self.order_fields(["rows", "columns", "from", "to"])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _organisers(given: Any) -> list[tuple[str, str]]:
    rows = Organisation.objects.visible_to(NOBODY).filter(pk__in=given.order_by().values("organisation"))
    return list(rows.order_by("sort_key", "pk").values_list("slug", "name")[:MOST_OFFERED])


def _places(given: Any) -> list[tuple[str, str]]:
    rows = Location.objects.visible_to(NOBODY).filter(pk__in=given.order_by().values("location"))
    ordered = rows.select_related("organisation").order_by("sort_key", "pk")[:MOST_OFFERED]
    return [(str(row.pk), ", ".join(filter(None, [str(row), row.public_address]))) for row in ordered]
