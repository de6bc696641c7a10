"""Forms about who has to do with whom; they validate and never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import SentOnceForm, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.choices import LinkLevel
from podworko.organisations.forms.fields import OrganisationField
from podworko.places.fields import UncertainDateField

SEEN_BY = [
    (Visibility.PUBLIC, _("wszyscy")),
    (Visibility.PARTNERS, _("partnerzy z okolicy")),
    (Visibility.ORGANISATION, _("te dwie organizacje i koordynator")),
]
DATALIST = "link-organisations"


class LinkFields(forms.Form):
    """What is said of a link."""

    level = forms.ChoiceField(label=_("Jak blisko"), choices=LinkLevel, widget=forms.RadioSelect)
    starts = UncertainDateField(
        label=_("Od kiedy"), help_text=_("Tak dokładnie, jak wiadomo: 2016, 05.2016 albo 17.05.2016. Może być puste.")
    )
    ends = UncertainDateField(label=_("Do kiedy"), help_text=_("Puste: trwa, o ile wiadomo."))
    source = forms.CharField(
        label=_("Skąd to wiemy"), max_length=300, required=False, help_text=_("Dokument, spotkanie, kto powiedział.")
    )
    note = forms.CharField(label=_("Czego dotyczy"), max_length=300, required=False)
    date_note = forms.CharField(label=_("Uwaga o datach"), max_length=300, required=False)
    visibility = forms.ChoiceField(
        label=_("Kto widzi"),
        choices=SEEN_BY,
        initial=Visibility.PARTNERS,
        help_text=_("Nikt nie zobaczy powiązania z organizacją, której sam nie widzi."),
    )


FOLDED = FieldGroup(_("Więcej o tym powiązaniu"), ("ends", "note", "date_note", "visibility"))


class NewLinkForm(SentOnceForm, LinkFields):
    """Two organisations, how close, since when, and where it is known from."""

    field_order = ("first", "second", "level", "starts", "source", "ends", "note", "date_note", "visibility")
    field_groups = (FOLDED,)
    technical = SentOnceForm.technical | {"first", "second"}

    def __init__(self, data: Any = None, *, reach: Reach, **options: Any) -> None:
        super().__init__(data, **options)
        for name, label in (("first", _("Kto")), ("second", _("Z kim"))):
            widget = forms.TextInput({"list": DATALIST, "autocomplete": "off"})
            self.fields[name] = OrganisationField(label=label, reach=reach, widget=widget)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Refuse one organisation twice."""
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", ValidationError(_("To ta sama organizacja. Wybierz dwie różne.")))
        return cleaned


class LinkForm(VersionedForm, LinkFields):
    """The same over a link that somebody else may be changing."""

    field_order = ("level", "starts", "ends", "source", "note", "date_note", "visibility")


class StepForm(forms.Form):
    """Two have come closer, or drifted apart."""

    level = forms.ChoiceField(label=_("Jak blisko teraz"), choices=LinkLevel)
    since = UncertainDateField(label=_("Od kiedy"))

    def clean_since(self) -> Any:
        """Ask for a date: without one nobody knows when the earlier step ended."""
        if not self.cleaned_data["since"]:
            raise ValidationError(_("Napisz, od kiedy, choćby sam rok."))
        return self.cleaned_data["since"]
