from django import forms
from django.utils.translation import gettext_lazy as _

from podworko.core.rendering import FieldGroup


class SpecimenForm(forms.Form):
    """One field of each kind, for the page that shows the components; nothing is ever sent."""

    field_groups = (
        FieldGroup(
            _("Dostępność"),
            ("entrance", "notes"),
            hint=_("Można wypełnić później, także po rozmowie telefonicznej."),
        ),
        FieldGroup(_("Godziny otwarcia"), ("hours", "since"), is_folded=False),
    )

    name = forms.CharField(label=_("Nazwa"), help_text=_("Tak, jak jest napisana na drzwiach."), max_length=80)
    email = forms.EmailField(
        label=_("Adres e-mail"),
        required=False,
        help_text=_("Najlepiej ogólny adres placówki."),
    )
    kind = forms.ChoiceField(
        label=_("Rodzaj"),
        choices=[("", _("– wybierz –")), ("e", _("Edukacja")), ("z", _("Ochrona zdrowia"))],
    )
    visibility = forms.ChoiceField(
        label=_("Kto widzi"),
        widget=forms.RadioSelect,
        initial="public",
        choices=[("public", _("wszyscy")), ("partners", _("partnerzy z okolicy")), ("own", _("nasza organizacja"))],
    )
    audience = forms.MultipleChoiceField(
        label=_("Dla kogo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("children", _("dzieci")), ("families", _("rodziny")), ("seniors", _("seniorzy"))],
    )
    agreed = forms.BooleanField(label=_("Wiem, kto zobaczy ten wpis"))
    entrance = forms.ChoiceField(
        label=_("Wejście bez schodów"),
        required=False,
        choices=[("", _("jeszcze nie pytano")), ("yes", _("tak")), ("no", _("nie"))],
    )
    notes = forms.CharField(label=_("Uwagi"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    hours = forms.TimeField(label=_("Otwarte od"), required=False)
    since = forms.DateField(label=_("Od kiedy"), required=False, disabled=True)
