"""The point of a place whose address somebody corrects: where it stands now, where it probably belongs."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.organisations.choices import Precision
from podworko.organisations.coordinates import Point
from podworko.organisations.forms.fields import CoordinatesField
from podworko.organisations.forms.place import PRECISIONS, ReadPlace, pin_input
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources import street_points


@dataclass(frozen=True, slots=True)
class PointRow:
    """What the page asks about a point."""

    point: BoundField
    precision: BoundField
    said: str


class MovedPoint:
    """The two fields of one place, for a form that corrects its address."""

    def __init__(self, place: Location, address: str, area: Area) -> None:
        self.place, self.area = place, area
        self.names = (f"point_{place.pk}", f"precision_{place.pk}")
        read = ReadPlace({"address": address}, area, "")
        self.proposed = street_points.propose(read.street.name, read.address.house, area, besides=place.pk)

    @property
    def old(self) -> Point | None:
        """Where it stands."""
        place = self.place
        return Point(place.latitude, place.longitude) if place.latitude and place.longitude else None

    def initial(self) -> dict[str, Any]:
        """Return what the fields begin with: where it probably belongs, else where it stands."""
        point = self.proposed.point if self.proposed else self.old
        precision = self.proposed.precision if self.proposed else self.place.precision
        return dict(zip(self.names, (point, "" if precision == Precision.NONE else precision), strict=True))

    def fields(self) -> dict[str, forms.Field]:
        """Return the fields."""
        point = CoordinatesField(label=_("Punkt na mapie"), required=False, max_length=80, widget=pin_input(self.area))
        precision = forms.ChoiceField(label=_("Jak dokładny jest punkt"), choices=PRECISIONS, required=False)
        return dict(zip(self.names, (point, precision), strict=True))

    def row(self, form: forms.Form) -> PointRow:
        """Return what the page shows."""
        point, precision = self.names
        return PointRow(form[point], form[precision], self._said())

    def _said(self) -> str:
        if self.proposed:
            text = _now("Proponujemy punkt, który znamy spod adresu: %(address)s. Sprawdź go na mapie.")
            return text % {"address": self.proposed.known_from}
        if self.old:
            return _now("Punkt stoi jeszcze przy starym adresie. Przesuń go, jeśli nowy jest gdzie indziej.")
        return _now("To miejsce nie ma punktu na mapie. Wskaż go, jeśli wiesz, gdzie to jest.")

    def values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Return what changes of the point as the action takes it; nothing where it stays.

        Raises:
            ValidationError: There is a point, and nobody says how exact it is.
        """
        point, precision = (cleaned.get(name) for name in self.names)
        if point is None and self.old is None:
            return {}
        if point is None:
            return {"latitude": None, "longitude": None, "precision": Precision.NONE}
        if not precision:
            raise ValidationError({self.names[1]: _now("Wybierz, jak dokładny jest ten punkt.")})
        stands = self.old is not None and str(self.old) == str(point)
        if stands and precision == self.place.precision:
            return {}
        where = {} if stands else {"latitude": point.latitude, "longitude": point.longitude}
        whence = {} if stands else {"coordinate_source": self._source(point), "coordinate_error": None}
        return {**where, "precision": precision, **whence}

    def _source(self, point: Point) -> str:
        if self.proposed and str(self.proposed.point) == str(point):
            return _now("z punktu: %(address)s") % {"address": self.proposed.known_from}
        return _now("wskazano w formularzu")
