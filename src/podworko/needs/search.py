"""What can be found of problems. Who responds to one is in no document: not everybody need see that."""

from collections.abc import Iterable, Iterator, Sequence

from podworko.core.search.documents import About, Audience, Document, Source
from podworko.needs.models import Problem
from podworko.organisations.models import Organisation
from podworko.organisations.search import audience_of
from podworko.places.models import Area
from podworko.resources.choices import Audience as ForWhom

PROBLEM = "needs.problem"


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


def _entered_by(organisation: Organisation) -> Iterable[int]:
    return Problem.objects.filter(organisation_id=organisation.pk).values_list("pk", flat=True)


def _problems_of(area: Area) -> Iterable[int]:
    return Problem.objects.filter(area_id=area.pk).values_list("pk", flat=True)


SOURCES = [Source(PROBLEM, _problems)]
FOLLOWS = [
    ("needs.evidence", PROBLEM, "problem_id"),
    ("organisations.organisation", PROBLEM, _entered_by),
    ("places.area", PROBLEM, _problems_of),
]
