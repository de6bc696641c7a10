"""What a calendar is narrowed to, in words."""

from django.utils.translation import gettext as _

from podworko.agenda.models import EventKind
from podworko.agenda.reading import places_meant
from podworko.agenda.wanted import Wanted
from podworko.organisations.models import Organisation
from podworko.organisations.reach import NOBODY
from podworko.places.models import Area
from podworko.resources.choices import Audience, Cost


def filters_said(area: Area, wanted: Wanted) -> list[str]:
    """Say what is left in, filter by filter; empty where nothing is left out.

    Of a kind, an organiser or a place that everybody may not know, only what stands in the address is said.
    """
    said = []
    if wanted.audience:
        said.append(_("dla kogo: %(who)s") % {"who": Audience(wanted.audience).label})
    if wanted.kind:
        kinds = EventKind.objects.filter(area__in=area.path_ids, code=wanted.kind)
        kind = kinds.values_list("name", flat=True).first() or wanted.kind
        said.append(_("rodzaj: %(kind)s") % {"kind": kind})
    if wanted.cost:
        said.append(_("koszt: %(cost)s") % {"cost": Cost(wanted.cost).label})
    if wanted.organiser:
        known = Organisation.objects.visible_to(NOBODY).filter(slug=wanted.organiser)
        name = known.values_list("name", flat=True).first() or wanted.organiser
        said.append(_("organizuje: %(name)s") % {"name": name})
    if wanted.place:
        said.append(_("miejsce: %(name)s") % {"name": _place(wanted.place)})
    if wanted.words:
        said.append(_("słowa: „%(words)s”") % {"words": wanted.words})
    return said


def _place(place: str) -> str:
    found = places_meant(place, NOBODY).select_related("organisation").first()
    if found is None:
        return place
    return str(found) if place.isdigit() else found.organisation.name
