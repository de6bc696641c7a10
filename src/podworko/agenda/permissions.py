"""Who may announce something in a calendar."""

from django.db.models import Q, QuerySet

from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area


def organisations_of(area: Area, reach: Reach) -> "list[Organisation]":
    """Return the organisations active in an area for which a person may announce something, in order."""
    return list(Organisation.objects.editable_by(reach).active_in(area).order_by("sort_key", "pk"))


def may_announce(area: Area, reach: Reach) -> bool:
    """Say whether a person may enter an event into the calendar of an area."""
    if reach.is_anonymous:
        return False
    return area.pk in reach.coordinator_of or bool(reach.editor_of and organisations_of(area, reach))


def areas_beside(area: Area, reach: Reach) -> "QuerySet[Area]":
    """Return the further areas in whose calendars a person may show an event of this one.

    Those that they coordinate, or where an organisation of theirs is active; the areas round this one show it anyway.
    """
    active = Q(organisations__in=Organisation.objects.filter(pk__in=reach.editor_of))
    rows = Area.objects.filter(Q(pk__in=reach.coordinator_of) | active).exclude(pk__in=area.path_ids)
    return rows.distinct().order_by("sort_key", "pk")
