"""The forms of a kind of events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.agenda.models import EventKind
from podworko.core.forms import CautiousForm, VersionedForm
from podworko.core.text import squeeze


class KindForm(VersionedForm):
    """What a kind is called."""

    name = forms.CharField(label=_("Nazwa"), max_length=80)

    def __init__(self, data: Any = None, *, kind: EventKind | None = None) -> None:
        super().__init__(data, current={"name": kind.name} if kind else {}, version=kind.version if kind else 0)

    def clean_name(self) -> str:
        """Return the name without spaces that nobody sees."""
        return squeeze(self.cleaned_data["name"])


class DeleteKindForm(CautiousForm):
    """What becomes of the events of a kind that goes."""

    into = forms.TypedChoiceField(
        label=_("Wydarzenia tego rodzaju"), required=False, coerce=int, empty_value=None, widget=forms.Select
    )

    def __init__(self, data: Any = None, *, kind: EventKind) -> None:
        super().__init__(data)
        others = EventKind.objects.filter(area__in=kind.area.path_ids).exclude(pk=kind.pk).order_by("position", "pk")
        self.others = {one.pk: one for one in others}
        choices = [("", _("zostają bez rodzaju")), *((pk, one.name) for pk, one in self.others.items())]
        field = self.fields["into"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def other(self) -> EventKind | None:
        """Return the kind that was chosen instead, if any."""
        return self.others.get(self.cleaned_data["into"])
