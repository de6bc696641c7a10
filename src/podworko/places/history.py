"""How changes of places are told; see `podworko.core.history`."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from podworko.places import validity
from podworko.places.actions import areas, boundaries, communities, restoring
from podworko.places.models import Area

VERBS = {
    "create_area": gettext_lazy("założenie miejsca"),
    "change_area": gettext_lazy("zmiana opisu miejsca"),
    "rename_area": gettext_lazy("nowa nazwa"),
    "correct_area_name": gettext_lazy("poprawienie nazwy"),
    "delete_area_name": gettext_lazy("usunięcie nazwy"),
    "move_area": gettext_lazy("przeniesienie do innego miejsca"),
    "change_slug": gettext_lazy("zmiana adresu strony"),
    "add_streets": gettext_lazy("dodanie ulicy"),
    "delete_street": gettext_lazy("usunięcie ulicy z listy"),
    "set_boundary": gettext_lazy("nowa granica"),
    "correct_boundary": gettext_lazy("poprawienie granicy"),
    "delete_boundary": gettext_lazy("usunięcie granicy"),
    "add_community": gettext_lazy("dodanie społeczności"),
    "change_community": gettext_lazy("zmiana opisu społeczności"),
    "delete_community": gettext_lazy("usunięcie społeczności"),
    "add_community_name": gettext_lazy("dodanie nazwy społeczności"),
    "add_extent": gettext_lazy("dodanie zasięgu"),
    "correct_community_part": gettext_lazy("poprawienie nazwy lub zasięgu"),
    "delete_community_part": gettext_lazy("usunięcie nazwy lub zasięgu"),
}

OBJECTS = {
    "places.area": gettext_lazy("miejsce"),
    "places.areaname": gettext_lazy("nazwa"),
    "places.boundary": gettext_lazy("granica"),
    "places.street": gettext_lazy("ulica"),
    "places.community": gettext_lazy("społeczność"),
    "places.communityname": gettext_lazy("nazwa społeczności"),
    "places.communityextent": gettext_lazy("zasięg społeczności"),
}

LABELS = {
    "places.boundary.geometry": gettext_lazy("granica na mapie"),
    "places.boundary.streets": gettext_lazy("ulice"),
    "places.community.areas": gettext_lazy("gdzie o niej piszemy"),
    "places.areaname.area_id": "",
    "places.boundary.area_id": "",
    "places.street.area_id": "",
    "places.communityname.community_id": "",
    "places.communityextent.community_id": "",
}


def _outline(value: Any) -> str:
    return _("narysowana") if value else ""


def _areas(value: Any) -> str:
    labels = {area.pk: area.full_label for area in Area.objects.filter(pk__in=value)}
    return ", ".join(labels.get(pk, _("miejsce, którego już nie ma")) for pk in value)


def _number(value: Any) -> str:
    return str(len(value))


WORDS = {
    "places.boundary.geometry": _outline,
    "places.boundary.streets": _number,
    "places.community.areas": _areas,
    **{
        f"places.{model}.{name}": say
        for model in ("areaname", "boundary", "communityname", "communityextent")
        for name, say in (("starts", validity.say_start), ("ends", validity.say_end))
    },
}

RESTORERS = {
    "places.area": (restoring.restore_area, restoring.AREA_FIELDS),
    "places.areaname": (areas.correct_area_name, areas.NAME_FIELDS),
    "places.boundary": (boundaries.correct_boundary, boundaries.OWN_FIELDS),
    "places.community": (restoring.restore_community, restoring.COMMUNITY_FIELDS),
    "places.communityname": (communities.correct_community_part, communities.NAME_FIELDS),
    "places.communityextent": (communities.correct_community_part, communities.EXTENT_FIELDS),
}

RETURNERS = {
    "places.areaname": restoring.bring_back_area_part,
    "places.boundary": restoring.bring_back_area_part,
    "places.street": restoring.bring_back_area_part,
    "places.community": restoring.bring_back_community,
    "places.communityname": restoring.bring_back_community_part,
    "places.communityextent": restoring.bring_back_community_part,
}
