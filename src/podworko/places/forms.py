"""Forms over areas, boundaries and communities; they validate and never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from podworko.core.forms import Caution, VersionedForm
from podworko.core.rendering import FieldGroup
from podworko.core.visibility import Reach
from podworko.places import imports
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.fields import LinesField, UncertainDateField
from podworko.places.models import Area, Street

DATES = FieldGroup(
    _("Od kiedy, do kiedy i skąd to wiemy"),
    ("starts", "ends", "date_note", "source"),
    _("Data tak dokładna, jak w źródle: 2013, 05.2013 albo 17.05.2013. „ok. 2013”, gdy nie jest pewna."),
    is_folded=False,
)


class DatedFields(forms.Form):
    """From when to when something held, as exactly as its source says."""

    starts = UncertainDateField(label=_("Od kiedy"), help_text=_("Puste: nie wiadomo. „zawsze”: bez początku."))
    ends = UncertainDateField(label=_("Do kiedy"), help_text=_("Puste: nie wiadomo. „nadal”: trwa."))
    date_note = forms.CharField(label=_("Uwaga o datach"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Skąd to wiemy"), max_length=300, required=False, help_text=_("Dokument, strona, osoba i data.")
    )


class DatedForm(VersionedForm, DatedFields):
    """The same over a record that somebody else may be changing."""


class CoverageForm(forms.Form):
    """What covered a street on a day? Asked in the address, so that the answer can be sent on."""

    street = forms.CharField(label=_("Ulica"), max_length=160, help_text=_("Np. Sołtysowska albo ul. Jaremy 1."))
    date = forms.DateField(
        label=_("Dzień"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )


class FoundAreaForm(forms.Form):
    """A new area: what it is called, what it is, where it lies, and perhaps its boundary."""

    name = forms.CharField(
        label=_("Nazwa"), max_length=120, help_text=_("Tak, jak się o tym miejscu mówi, np. Azory.")
    )
    kind = forms.ChoiceField(
        label=_("Rodzaj"), choices=AreaKind, initial=AreaKind.NEIGHBOURHOOD, widget=forms.RadioSelect
    )
    parent = forms.ModelChoiceField(
        label=_("Leży w"), queryset=Area.objects.none(), required=False, empty_label=_("w żadnym z naszych miejsc")
    )
    slug = forms.CharField(
        label=_("Adres strony"),
        max_length=60,
        required=False,
        help_text=_("Małe litery bez ogonków, np. azory. Puste: ułożymy z nazwy."),
    )
    file = forms.FileField(
        label=_("Plik z granicą"),
        required=False,
        help_text=_("GeoJSON, najwyżej 5 MB. Można dodać później albo wcale."),
    )
    points = forms.CharField(
        label=_("Granica punkt po punkcie"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-points": ""}),
        help_text=_("Jeden punkt w linii: szerokość i długość, np. 50.0866, 19.9062."),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_groups = (
        FieldGroup(
            _("Granica"),
            ("file", "points"),
            _("Wystarczy jedno: plik albo punkty. Zanim ją zapiszemy, zobaczysz ją na rysunku."),
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parents = Area.objects.exclude(kind=AreaKind.NEIGHBOURHOOD)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        if not parents:
            del self.fields["parent"]

    def clean(self) -> dict[str, Any]:
        """Read the boundary, if there is one."""
        cleaned = super().clean() or {}
        cleaned["reading"] = read_boundary(self, cleaned)
        return cleaned


class AreaForm(VersionedForm):
    """How an area is described."""

    label = forms.CharField(
        label=_("Nazwa z rodzajem"),
        max_length=160,
        required=False,
        help_text=_("Tak, jak pisze się ją w tytule, np. osiedle Azory. Nigdy nie jest odmieniana."),
    )
    kind = forms.ChoiceField(label=_("Rodzaj"), choices=AreaKind, widget=forms.RadioSelect)
    official_code = forms.CharField(
        label=_("Kod TERYT"), max_length=12, required=False, help_text=_("Mają go gminy; osiedla i dzielnice nie.")
    )
    description = forms.CharField(
        label=_("Charakter miejsca"), required=False, widget=forms.Textarea, help_text=_("Kilka prawdziwych zdań.")
    )
    description_source = forms.CharField(label=_("Skąd to wiemy"), max_length=500, required=False)


class AreaNameForm(DatedForm):
    """A name of an area with its dates."""

    name = forms.CharField(label=_("Nazwa"), max_length=120)
    field_groups = (DATES,)


class RenameAreaForm(AreaNameForm):
    """A name that is in force from some day on."""

    ends = None  # type: ignore[assignment]


class SlugForm(forms.Form):
    """The address of an area."""

    slug = forms.CharField(
        label=_("Adres strony"),
        max_length=60,
        help_text=_("Małe litery bez ogonków, cyfry i łączniki. Stary adres będzie prowadził do nowego."),
    )


class MoveAreaForm(VersionedForm):
    """In which area an area lies; says what follows from a move before it is made."""

    parent = forms.ModelChoiceField(
        label=_("Leży w"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("w żadnym z naszych miejsc"),
        help_text=_("Do wyboru są miejsca szersze od tego."),
    )

    def __init__(self, data: Any = None, *, area: Area, reach: Reach, **options: Any) -> None:
        self._area, self._reach = area, reach
        super().__init__(data, current={"parent": area.parent_id}, version=area.version, **options)

    def add_fields(self) -> None:
        """Offer the areas into which this person may move this one."""
        field: Any = self.fields["parent"]
        field.queryset = Area.objects.open_to_move(self._area, self._reach)
        if not self._reach.is_administrator and self._area.parent_id:
            field.required, field.empty_label = True, None
        field.label_from_instance = lambda area: area.full_label

    @property
    def has_choice(self) -> bool:
        """Say whether there is any other place to choose."""
        field: Any = self.fields["parent"]
        return bool(field.empty_label) or field.queryset.exclude(pk=self._area.parent_id).exists()

    def cautions(self) -> list[Caution]:
        """Say in which areas the entries will count no more, in which they will, and who may change what then."""
        parent: Area | None = self.cleaned_data["parent"]
        if self._area.parent_id == (parent.pk if parent else None):
            return []
        names = {each.pk: each.full_label for each in Area.objects.exclude(pk=self._area.pk)}
        before = self._area.path_ids[:-1]
        after = parent.path_ids if parent else []
        together = _("Wszystko, co leży w środku, przenosi się razem z nim. Nazwy, granice i adresy stron zostają.")
        said = [str(together)]
        if left := [names[pk] for pk in before if pk not in after]:
            said.append(
                _(
                    "Wpisy stąd przestaną się liczyć w: %(places)s. Kto prowadzi tylko te miejsca, straci prawo"
                    " do zmian tutaj."
                )
                % {"places": ", ".join(left)}
            )
        if joined := [names[pk] for pk in after if pk not in before]:
            said.append(
                _("Zaczną się liczyć w: %(places)s. Kto prowadzi te miejsca, będzie mógł zmieniać także to, co tutaj.")
                % {"places": ", ".join(joined)}
            )
        where = parent.full_label if parent else _("w żadnym z naszych miejsc")
        title = _("%(area)s – nowe miejsce: %(place)s") % {"area": self._area.full_label, "place": where}
        return [Caution(str(title), " ".join(said))]


class StreetsForm(forms.Form):
    """Streets to add to an area's list."""

    names = LinesField(
        label=_("Ulice"),
        max_length=20_000,
        help_text=_("Jedna w linii, pełna nazwa bez „ul.”, np. Walerego Eljasza-Radzikowskiego."),
    )
    source = forms.CharField(label=_("Skąd ta lista"), max_length=300, required=False)

    def clean_names(self) -> list[str]:
        """Refuse what is too long for the name of a street."""
        names: list[str] = self.cleaned_data["names"]
        too_long = next((name for name in names if len(name) > 160), None)  # noqa: PLR2004 – length of the field
        if too_long:
            raise ValidationError(_("Za długa nazwa: „%(name)s…”"), params={"name": too_long[:60]})
        return names


class BoundaryForm(forms.Form):
    """A new boundary, from a file or drawn."""

    file = forms.FileField(label=_("Plik z granicą"), required=False, help_text=_("GeoJSON, najwyżej 5 MB."))
    points = forms.CharField(
        label=_("Granica punkt po punkcie"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-points": ""}),
        help_text=_("Jeden punkt w linii: szerokość i długość, np. 50.0866, 19.9062."),
    )

    def clean(self) -> dict[str, Any]:
        """Read the boundary; one of the two has to be there."""
        cleaned = super().clean() or {}
        cleaned["reading"] = read_boundary(self, cleaned)
        if cleaned["reading"] is None and not self.errors:
            raise ValidationError(_("Wybierz plik albo wpisz punkty."), code="empty")
        return cleaned


class BoundaryDetails(forms.Form):
    """What is told of a boundary beside its outline and its dates."""

    description = forms.CharField(label=_("Opis granic"), max_length=500, required=False)
    attribution = forms.CharField(
        label=_("Czyje to dane"),
        max_length=300,
        required=False,
        help_text=_("Gdy dane wolno pokazywać tylko z podaniem autora. Będzie stał na mapach."),
    )
    field_groups = (DATES,)


class ConfirmBoundaryForm(BoundaryDetails, DatedFields):
    """Which of the outlines that were read make the boundary, and what is known of it."""

    outlines = forms.TypedMultipleChoiceField(
        label=_("Które obszary tworzą granicę"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wybrane zostaną połączone w jeden."),
    )

    def __init__(self, *args: Any, names: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(position, name) for position, name in enumerate(names)]
        self.fields["outlines"].choices = choices  # type: ignore[attr-defined]
        if len(names) == 1:
            del self.fields["outlines"]

    def chosen(self) -> list[int]:
        """Return the positions of the chosen outlines."""
        found: list[int] = self.cleaned_data.pop("outlines", [0])
        return found


class DescribeBoundaryForm(BoundaryDetails, DatedFields):
    """A boundary without an outline: in words, or as a list of streets."""

    streets = forms.ModelMultipleChoiceField(
        label=_("Ulice, które tu należą"),
        queryset=Street.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("description", "streets", "attribution")

    def __init__(self, *args: Any, area: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["streets"].queryset = area.streets.all()  # type: ignore[attr-defined]
        if not area.streets.exists():
            del self.fields["streets"]


class CorrectBoundaryForm(DatedForm, BoundaryDetails):
    """Words and dates of a boundary that is there."""


class CommunityForm(VersionedForm):
    """Who a community are."""

    kind = forms.ChoiceField(
        label=_("Rodzaj"),
        choices=CommunityKind,
        widget=forms.RadioSelect,
        help_text=_(
            "Terytorialna: łączy miejsce. Kategorialna: łączy sprawa lub sytuacja, granicy może nie mieć wcale."
        ),
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Gdzie o niej piszemy"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(label=_("Kogo obejmuje"), required=False, widget=forms.Textarea)
    character = forms.CharField(label=_("Charakter społeczności"), required=False, widget=forms.Textarea)
    is_programme = forms.BooleanField(label=_("Działa tu Program Aktywności Lokalnej"), required=False)
    source = forms.CharField(label=_("Skąd to wiemy"), max_length=300, required=False)

    def __init__(self, *args: Any, choosable: Any, **options: Any) -> None:
        self._choosable = choosable
        super().__init__(*args, **options)

    def add_fields(self) -> None:
        """Offer the areas in which this person may write."""
        self.fields["areas"].queryset = self._choosable  # type: ignore[attr-defined]


class AddCommunityForm(CommunityForm):
    """A new community, with its name and since when it bears it."""

    name = forms.CharField(label=_("Nazwa"), max_length=200)
    starts = UncertainDateField(
        label=_("Od kiedy"), help_text=_("2013, 05.2013, 17.05.2013 albo ok. 2013. Puste: nie wiadomo.")
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "starts")


class CommunityNameForm(DatedForm):
    """A name of a community with its dates."""

    name = forms.CharField(label=_("Nazwa"), max_length=200)
    field_groups = (DATES,)


class AddCommunityNameForm(CommunityNameForm):
    """A further name."""

    is_latest = forms.BooleanField(label=_("To jest nazwa najnowsza"), required=False)


class ExtentForm(DatedForm):
    """How far a community reached for a time."""

    description = forms.CharField(
        label=_("Zasięg"), max_length=400, help_text=_("Słowami, np. mieszkańcy budynku przy ul. Sołtysowskiej.")
    )
    street_names = LinesField(
        label=_("Ulice, które należą do zasięgu"),
        max_length=20_000,
        required=False,
        help_text=_("Jedna w linii, w mianowniku, np. Sołtysowska. Po nich odpowiadamy, co obejmowało ulicę."),
    )
    area_id = forms.ModelChoiceField(
        label=_("Całe miejsce, jeśli obejmowała je w całości"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("żadne w całości"),
    )
    field_groups = (DATES,)

    def __init__(self, *args: Any, choosable: Any, **options: Any) -> None:
        self._choosable = choosable
        super().__init__(*args, **options)

    def add_fields(self) -> None:
        """Offer the areas round and inside those of the community."""
        self.fields["area_id"].queryset = self._choosable  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return the values as the action takes them."""
        values = super().values()
        area = values.get("area_id")
        return {**values, "area_id": area.pk if area else None}


def read_boundary(form: forms.Form, cleaned: dict[str, Any]) -> imports.Reading | None:
    """Read the file or the points of a form; put what is wrong with them beside their field."""
    file, points = cleaned.get("file"), cleaned.get("points")
    try:
        if file:
            if file.size > imports.MAX_BYTES:
                return imports.read_geojson(b" " * (imports.MAX_BYTES + 1))
            return imports.read_geojson(file.read())
        return imports.read_typed(points) if points else None
    except imports.BoundaryFileError as refusal:
        form.add_error("file" if file else "points", str(refusal))
        return None
