"""What can be found of problems, and of asks and offers as long as they stand.

Who responds to a problem is in no document: not everybody need see that. Nor are the talks about a card, or whom to
talk with.
"""

from collections.abc import Iterable, Iterator, Sequence

from podworko.core.search.documents import About, Audience, Document, Source
from podworko.needs.models import Card, Problem
from podworko.organisations.models import Organisation
from podworko.organisations.search import audience_of
from podworko.places.models import Area
from podworko.resources.choices import Audience as ForWhom

PROBLEM = "needs.problem"
CARD = "needs.card"


def _problems(ids: Sequence[int]) -> Iterator[Document]:
    rows = (
        Problem.objects.filter(pk__in=ids)
        .kept()
        .select_related("organisation__home_area", "area")
        .prefetch_related("evidence", "organisation__activities__area")
    )
    for problem in rows:
        owner = problem.organisation
        own = Audience(
            problem.visibility, problem.organisation_id, frozenset([problem.area_id]), problem.entered_by_id
        )
        for_whom = [str(ForWhom(code).label) for code in problem.audiences if code in ForWhom.values]
        told = [problem.description, problem.uncovered, *(one.text for one in problem.evidence.all())]
        yield Document(
            source_id=problem.pk,
            about=About(PROBLEM, problem.pk),
            kind="problem",
            title=problem.title,
            address=problem.place_name,
            body="\n".join(filter(None, [*told, ", ".join(for_whom)])),
            page={"area_slug": problem.area.slug, "problem": str(problem.pk)},
            audience=own.hidden_with(audience_of(owner)) if owner else own,
            area_paths=frozenset([tuple(problem.area.path_ids)]),
            order=4,
        )


def _cards(ids: Sequence[int]) -> Iterator[Document]:
    rows = (
        Card.objects.filter(pk__in=ids)
        .standing()
        .select_related("organisation__home_area", "area", "category")
        .prefetch_related("organisation__activities__area")
    )
    for card in rows:
        own = Audience(card.visibility, card.organisation_id, frozenset([card.area_id]), card.entered_by_id)
        yield Document(
            source_id=card.pk,
            about=About(CARD, card.pk),
            kind="card",
            title=card.title,
            label=str(card.category or ""),
            body="\n".join(filter(None, [str(card.organisation), card.when_said, card.terms_note, card.text])),
            page={"area_slug": card.area.slug, "card": str(card.pk), "card_side": card.side},
            audience=own.hidden_with(audience_of(card.organisation)),
            area_paths=frozenset([tuple(card.area.path_ids)]),
            order=4,
        )


def _cards_by(organisation: Organisation) -> Iterable[int]:
    return Card.objects.filter(organisation_id=organisation.pk).values_list("pk", flat=True)


def _cards_of(area: Area) -> Iterable[int]:
    return Card.objects.filter(area_id=area.pk).values_list("pk", flat=True)


def _entered_by(organisation: Organisation) -> Iterable[int]:
    return Problem.objects.filter(organisation_id=organisation.pk).values_list("pk", flat=True)


def _problems_of(area: Area) -> Iterable[int]:
    return Problem.objects.filter(area_id=area.pk).values_list("pk", flat=True)


SOURCES = [Source(PROBLEM, _problems), Source(CARD, _cards)]
FOLLOWS = [
    ("needs.evidence", PROBLEM, "problem_id"),
    ("organisations.organisation", PROBLEM, _entered_by),
    ("places.area", PROBLEM, _problems_of),
    ("organisations.organisation", CARD, _cards_by),
    ("places.area", CARD, _cards_of),
]
