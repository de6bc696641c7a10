"""Forms of pictures: the file, what one sees, whose it is, and why it may be shown."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from podworko.agenda.choices import PeopleShown, PictureGround
from podworko.agenda.models import Event, EventPicture
from podworko.core import pictures
from podworko.core.forms import CautiousForm, SentOnceForm, VersionedForm
from podworko.core.pictures import Kept, Made, PictureError
from podworko.core.text import squeeze

KEPT_FOR = 24 * 3600
"""Seconds for which a file that came with a refused form need not be sent again."""
_SALT = "podworko.agenda.picture"


class PictureField(forms.FileField):
    """A file that is a picture; gives it made anew, and the browser's name of it is forgotten."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def to_python(self, data: Any) -> Any:
        """Return the picture as `core.pictures.Made`; refuse what is none."""
        file = super().to_python(data)
        if file is None:
            return None
        if (file.size or 0) > pictures.LARGEST_FILE:
            raise ValidationError(_("Ten plik jest za duży: ma więcej niż 10 MB."))
        try:
            return pictures.take_in(file.read())
        except PictureError as error:
            raise ValidationError(str(error)) from error

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the picture, or nothing where nothing was sent."""
        return self.to_python(data) if data else None


class PictureFields(CautiousForm):
    """What is said of a picture."""

    alternative_text = forms.CharField(
        label=_("Co widać"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Przeczyta to ktoś, kto nie widzi obrazka. Z plakatu przepisz to, czego nie ma w opisie wydarzenia."
        ),
    )
    author = forms.CharField(label=_("Autor"), max_length=200, help_text=_("Będzie podpisany pod obrazkiem."))
    ground = forms.ChoiceField(
        label=_("Dlaczego wolno to pokazać"), choices=PictureGround.choices, widget=forms.RadioSelect
    )
    ground_note = forms.CharField(
        label=_("Jaka licencja albo kiedy i jak autor się zgodził"),
        max_length=300,
        required=False,
        help_text=_("Na przykład: CC BY 4.0, Wikimedia Commons; albo: mail z 3 maja. Licencja stoi przy podpisie."),
    )
    people = forms.ChoiceField(label=_("Kogo można rozpoznać"), choices=PeopleShown.choices, widget=forms.RadioSelect)
    consent_note = forms.CharField(
        label=_("Kto zebrał zgody i gdzie są"),
        max_length=300,
        required=False,
        help_text=_("Przy dzieciach zawsze. Czytają to tylko osoby, które prowadzą wydarzenie."),
    )
    is_permitted = forms.BooleanField(
        label=_("Potwierdzam: wolno to pokazać wszystkim"),
        required=False,
        help_text=_("Bez tego obrazek zostaje zapisany, ale widzą go tylko osoby, które prowadzą wydarzenie."),
    )

    def clean_alternative_text(self) -> str:
        """Return the text without spaces that nobody sees."""
        return squeeze(self.cleaned_data["alternative_text"])


class NewPictureForm(PictureFields, SentOnceForm):
    """A picture that is new; its file need not be chosen again when something else was refused."""

    file = PictureField(
        label=_("Plik"),
        required=False,
        help_text=_("JPEG, PNG albo WebP, najwyżej 10 MB. Położenie i dane aparatu usuwamy."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    technical = SentOnceForm.technical | {"file", "kept"}
    field_order = ("file",)

    def __init__(
        self, data: Any = None, files: Any = None, *, event: Event, before: EventPicture | None = None
    ) -> None:
        said = ("author", "ground", "ground_note", "people", "consent_note")
        super().__init__(data, files, initial={name: getattr(before, name) for name in said} if before else {})
        self.event = event
        self.stored: Kept | None = None

    def clean(self) -> dict[str, Any]:
        """Refuse a form with which no file has come, now or before."""
        cleaned = super().clean() or {}
        if "file" in cleaned and not cleaned["file"] and self._sent_before() is None:
            self.add_error("file", _("Wybierz plik."))
        return cleaned

    def store(self) -> None:
        """Keep the file that came, whatever else was refused; the page then remembers it."""
        made: Made | None = self.cleaned_data.get("file")
        try:
            self.stored = pictures.keep(made) if made else self._sent_before()
        except PictureError as error:
            self.add_error("file", str(error))
        if made and self.stored:
            said = [self.event.pk, self.stored.name, self.stored.width, self.stored.height]
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["kept"] = signing.dumps(said, salt=_SALT)
            self.data = data

    def _sent_before(self) -> Kept | None:
        try:
            event_id, name, width, height = signing.loads(
                self.cleaned_data.get("kept", ""), salt=_SALT, max_age=KEPT_FOR
            )
        except (signing.BadSignature, ValueError, TypeError):
            return None
        is_free = event_id == self.event.pk and not EventPicture.objects.filter(name=name).exists()
        return Kept(name, width, height) if is_free and pictures.file(name, pictures.LARGE) else None


class PictureForm(PictureFields, VersionedForm):
    """A picture that is there."""

    technical = PictureFields.technical | VersionedForm.technical

    def __init__(self, data: Any = None, *, picture: EventPicture) -> None:
        names = ("alternative_text", "author", "ground", "ground_note", "people", "consent_note", "is_permitted")
        super().__init__(data, current={name: getattr(picture, name) for name in names}, version=picture.version)


class DeletePictureForm(forms.Form):
    """Whether a picture may come back."""

    is_for_good = forms.BooleanField(
        label=_("Skasuj plik od razu i na zawsze"),
        required=False,
        help_text=_("Gdy ktoś cofnął zgodę. Bez tego przez 7 dni można to cofnąć w historii zmian."),
    )
