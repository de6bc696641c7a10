"""The point of an event on maps: that of the place in the register where it is held."""

from podworko.agenda.models import Event
from podworko.core.visibility import Visibility
from podworko.organisations.choices import Precision

_WIDEST_FIRST = list(Visibility)


def place(event: Event) -> None:
    """Take the point of an event from its place in the register; what is held elsewhere keeps its own."""
    if event.location_id is None:
        return
    location = event.location
    if location is None:
        return
    event.latitude, event.longitude, event.precision = None, None, Precision.NONE
    # A place that not everybody sees is not given away by the point of what takes place there.
    if _WIDEST_FIRST.index(Visibility(location.visibility)) <= _WIDEST_FIRST.index(Visibility(event.visibility)):
        event.latitude, event.longitude, event.precision = location.latitude, location.longitude, location.precision
