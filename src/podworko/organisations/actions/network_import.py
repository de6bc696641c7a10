"""Taking in who works with whom from somebody else's file: all of what was shown, or nothing; undone in one step."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion
from podworko.core.audit import Actor
from podworko.core.visibility import Visibility
from podworko.organisations.actions.link import check_link
from podworko.organisations.actions.organisation import add_organisation
from podworko.organisations.actions.writing import announce
from podworko.organisations.choices import LinkLevel
from podworko.organisations.models import Link, NetworkImport, Organisation
from podworko.places.models import Area, Dated

LEAVE, NEW = "leave", "new"
"""What becomes of a name of the file, where it is no organisation's id."""


def keep_network(*, area: Area, name: str, content: Mapping[str, Any], by: Actor) -> NetworkImport:
    """Keep what was read from a file until its reader says what shall become of it."""
    with transaction.atomic():
        NetworkImport.objects.filter(area=area, entered_by=by.pk, committed_at=None).delete()
        return NetworkImport.objects.create(area=area, entered_by_id=by.pk, name=name[:120], content=dict(content))


def import_network(
    file: NetworkImport, *, choices: Mapping[str, str], known: Mapping[int, Organisation], visibility: str, by: Actor
) -> NetworkImport:
    """Make the links of a file. A link that is there already stays as it is.

    `choices`: name → id of an organisation as text, `LEAVE` or `NEW`. `known`: the organisations that may be chosen.
    """
    with transaction.atomic():
        fresh = audit.lock(file)
        if fresh.committed_at:
            raise ValidationError(_("Ten plik jest już wczytany."), code="committed")
        found, made = _organisations(fresh, choices, known, by)
        links = [
            link
            for row in fresh.content["links"]
            if (first := found.get(row["first"])) and (second := found.get(row["second"]))
            if (link := _link(fresh, first, second, row, visibility, by))
        ]
        if not links and not made:
            raise ValidationError(_("Nic by nie przybyło: wszystko już tu jest albo zostało pominięte."), code="empty")
        audit.change(fresh, {"committed_at": timezone.now(), "made": made}, verb="import_network", by=by)
        announce({pk for link in links for pk in (link.first_id, link.second_id)})
    return fresh


def undo_network(file: NetworkImport, *, by: Actor) -> NetworkImport:
    """Take back all that came with a file; an organisation stays if somebody has changed it since."""
    with transaction.atomic():
        fresh = audit.lock(file)
        if not fresh.committed_at or fresh.undone_at:
            raise ValidationError(_("Tego już nie można cofnąć: jest cofnięte albo nigdy nie było wczytane."))
        concerned: set[int] = set()
        for link in fresh.links.select_for_update():
            concerned |= {link.first_id, link.second_id}
            deletion.delete(link, verb="undo_network", by=by)
        for organisation in Organisation.objects.filter(pk__in=fresh.made, version=1):
            if not _is_used(organisation):
                announce([organisation.pk])
                deletion.delete(organisation, verb="undo_network", by=by)
        audit.change(fresh, {"undone_at": timezone.now()}, verb="undo_network", by=by)
        announce(concerned)
    return fresh


def forget_networks(*, before: Any, by: Actor | None) -> int:
    """Forget files that nobody has decided about; return how many."""
    count, _counts = NetworkImport.objects.filter(created_at__lt=before, committed_at=None).delete()
    return count


def _organisations(
    file: NetworkImport, choices: Mapping[str, str], known: Mapping[int, Organisation], by: Actor
) -> tuple[dict[str, Organisation], list[int]]:
    found: dict[str, Organisation] = {}
    made: list[int] = []
    for node in file.content["nodes"]:
        name, choice = node["name"], choices.get(node["name"], LEAVE)
        if choice == NEW:
            values = {
                "name": name[:240],
                "description": node.get("description", ""),
                "source": file.name,
                "visibility": Visibility.PARTNERS,
            }
            if node.get("sector"):
                values["sector"] = node["sector"]
            found[name] = add_organisation(area=file.area, values=values, by=by)
            made.append(found[name].pk)
        elif choice.isdecimal() and int(choice) in known:
            found[name] = known[int(choice)]
    return found, made


def _link(  # noqa: PLR0913, PLR0917 – what a link is made of
    file: NetworkImport,
    first: Organisation,
    second: Organisation,
    row: Mapping[str, str],
    visibility: str,
    by: Actor,
) -> Link | None:
    link = Link(
        area=file.area,
        first=first,
        second=second,
        level=row.get("level") or LinkLevel.INFORMAL,
        note=row.get("note", "")[:300],
        source=file.name,
        visibility=visibility,
        came_with=file,
        entered_by_id=by.pk,
        **Dated.dates(row.get("starts", ""), row.get("ends", "")),
    )
    try:
        check_link(link)
    except ValidationError:
        return None
    return audit.create(link, verb="import_network", by=by)


def _is_used(organisation: Organisation) -> bool:
    related = (organisation.locations, organisation.contacts, organisation.memberships, organisation.assessments)
    return any(rows.exists() for rows in related) or organisation.links_from.exists() or organisation.links_to.exists()
