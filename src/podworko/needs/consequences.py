"""What follows for the pages of problems when organisations, places and events change that they name."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from podworko.core import audit
from podworko.core.consequences import Changed
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.search.models import SearchDocument
from podworko.core.visibility import Visibility
from podworko.needs.actions.card import CARD
from podworko.needs.models import Card, Problem, Response
from podworko.places.freshness import bump_area
from podworko.places.models import Area

_WIDEST_FIRST = list(Visibility)
_NAMED = ("organisations.organisation", "agenda.event", "organisations.location")


def follow(changed: Changed) -> None:
    """Tell the areas whose problems name something that has changed, or that is gone."""
    ids = {label: list(changed.get(label, ())) for label in _NAMED}
    if not any(ids.values()):
        return
    organisations, events, places = ids.values()
    _find_cards(organisations)
    named = Q(organisation__in=organisations) | Q(responses__organisation__in=organisations)
    named |= Q(responses__resource__organisation__in=organisations) | Q(location__organisation__in=organisations)
    named |= Q(responses__event__organisation__in=organisations)
    named |= Q(responses__event__in=events) | Q(location__in=places)
    problems = set(Problem.objects.filter(named).values_list("pk", flat=True)) | _left_by(ids)
    if areas := list(Area.objects.filter(problems__in=problems).distinct()):
        bump_area(*areas)
        index.refresh_many("needs.problem", sorted(problems))


def _find_cards(organisations: Collection[int]) -> None:
    """Make the search documents of their cards anew, also of those that went with them."""
    found = SearchDocument.objects.filter(source=CARD, owner_id__in=organisations).values_list("source_id", flat=True)
    theirs = Card.objects.filter(organisation__in=organisations).values_list("pk", flat=True)
    index.refresh_many(CARD, {*found, *theirs})


def _left_by(ids: Mapping[str, Collection[int]]) -> set[int]:
    """Return the problems that named something deleted; what a hidden organisation had entered stays as hidden."""
    found = set()
    for label, pks in ids.items():
        gone = AuditEntry.objects.filter(model=label, object_id__in=pks, part_of=None, after__isnull=True)
        visibilities = {entry.pk: (entry.before or {}).get("visibility", Visibility.PUBLIC) for entry in gone}
        parts = AuditEntry.objects.filter(part_of__in=visibilities)
        answers = parts.filter(model=Response._meta.label_lower)  # noqa: SLF001
        found |= {(part.before or {})["problem_id"] for part in answers}
        for part in parts.filter(model=Problem._meta.label_lower):  # noqa: SLF001
            found.add(part.object_id)
            if "organisation_id" in (part.before or {}) and part.part_of is not None:
                _narrow(part.object_id, Visibility(visibilities[part.part_of]))
    return found


def _narrow(problem_id: int, visibility: Visibility) -> None:
    problem = Problem.objects.select_for_update().filter(pk=problem_id, organisation=None).first()
    if problem and _WIDEST_FIRST.index(Visibility(problem.visibility)) < _WIDEST_FIRST.index(visibility):
        audit.change(problem, {"visibility": visibility}, verb="change_problem", by=None)
