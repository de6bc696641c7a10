"""What a person may see and change here: what cannot be fetched is not found."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from podworko.agenda.permissions import may_announce
from podworko.needs import talk_reading
from podworko.needs.models import Card, Cause, Evidence, Problem, Report, Response, Sought, Talk
from podworko.needs.permissions import may_enter
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.places.models import Area
from podworko.resources.models import Resource

LONGEST_ID = 19
"""Digits that a column of ids holds."""


def area_to_enter_in(request: HttpRequest, area_slug: str) -> Area:
    """Return an area in which the person may write a problem down."""
    area = get_object_or_404(Area, slug=area_slug)
    if not may_enter(area, reach_of(request.user)):
        raise Http404
    return area


def area_to_coordinate(request: HttpRequest, area_slug: str) -> Area:
    """Return an area that the person coordinates."""
    return get_object_or_404(Area, slug=area_slug, pk__in=reach_of(request.user).coordinator_of)


def problem_to_read(request: HttpRequest, area_slug: str, pk: int) -> Problem:
    """Return a problem that the person may read."""
    rows = Problem.objects.visible_to(reach_of(request.user))
    related = rows.select_related("area", "organisation__home_area", "location__organisation", "merged_into__area")
    return get_object_or_404(related, area__slug=area_slug, pk=pk)


def problem_to_edit(request: HttpRequest, area_slug: str, pk: int) -> Problem:
    """Return a problem that the person may change."""
    rows = Problem.objects.editable_by(reach_of(request.user)).select_related("area", "organisation", "merged_into")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def is_editable(problem: Problem, request: HttpRequest) -> bool:
    """Say whether the person may change a problem."""
    return Problem.objects.editable_by(reach_of(request.user)).filter(pk=problem.pk).exists()


def evidence_to_edit(request: HttpRequest, area_slug: str, pk: int, evidence: int) -> Evidence:
    """Return evidence of a problem that the person may change."""
    problem = problem_to_edit(request, area_slug, pk)
    return get_object_or_404(Evidence.objects.select_related("problem__area"), problem=problem, pk=evidence)


def response_to_edit(request: HttpRequest, area_slug: str, pk: int, response: int) -> Response:
    """Return an answer to a problem that the person may change, if they see who answers."""
    problem = problem_to_edit(request, area_slug, pk)
    rows = Response.objects.visible_to(reach_of(request.user)).select_related("problem__area")
    return get_object_or_404(rows, problem=problem, pk=response)


def cause_to_edit(request: HttpRequest, area_slug: str, pk: int, link: int) -> Cause:
    """Return what a problem comes of, if the person may change the one and see the other."""
    problem = problem_to_edit(request, area_slug, pk)
    seen = Problem.objects.visible_to(reach_of(request.user)).values("pk")
    rows = Cause.objects.filter(cause__in=seen).select_related("effect__area", "cause__area")
    return get_object_or_404(rows, effect=problem, pk=link)


def report_to_decide(request: HttpRequest, area_slug: str, pk: int) -> Report:
    """Return a report on which the person decides, or has decided."""
    rows = Report.objects.editable_by(reach_of(request.user)).select_related("area")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def report_asked_for(request: HttpRequest, area_slug: str) -> Report | None:
    """Return the report that an address names by `?report=12`; nothing without it, 404 if there is none."""
    asked = request.GET.get("report", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_ID):
        raise Http404
    return report_to_decide(request, area_slug, int(asked))


def sought_to_mark(request: HttpRequest, area_slug: str, pk: int) -> Sought:
    """Return what was looked for in vain, to whoever marks it."""
    rows = Sought.objects.editable_by(reach_of(request.user)).readable().select_related("area")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def sought_asked_for(request: HttpRequest, area_slug: str) -> Sought | None:
    """Return what an address names by `?sought=7`; nothing without it, 404 if there is none."""
    asked = request.GET.get("sought", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_ID):
        raise Http404
    return sought_to_mark(request, area_slug, int(asked))


def area_to_log_in(request: HttpRequest, area_slug: str) -> Area:
    """Return an area in which the person may write down what was not found, and read it."""
    reach = reach_of(request.user)
    return get_object_or_404(Area, slug=area_slug, pk__in=reach.coordinator_of | reach.partner_in)


def others_in_area(request: HttpRequest, problem: Problem) -> list[Problem]:
    """Return the other problems of the same area that the person may see, in order."""
    rows = Problem.objects.visible_to(reach_of(request.user)).kept().filter(area=problem.area)
    return list(rows.exclude(pk=problem.pk).select_related("area").order_by("sort_key", "pk"))


def area_to_offer_in(request: HttpRequest, area_slug: str) -> Area:
    """Return an area in which the person may write down what an organisation has or looks for."""
    area = get_object_or_404(Area, slug=area_slug)
    if not may_announce(area, reach_of(request.user)):
        raise Http404
    return area


def card_to_read(request: HttpRequest, area_slug: str, pk: int) -> Card:
    """Return an ask or an offer that the person may read; one that is over, if they keep it or talk about it."""
    reach = reach_of(request.user)
    rows = Card.objects.visible_to(reach)
    talks = Talk.objects.visible_to(reach)
    open_to = Q(pk__in=Card.objects.standing().values("pk")) | Q(pk__in=Card.objects.editable_by(reach).values("pk"))
    # It may end in the middle of a talk, whose other side must still know what they talk about.
    open_to |= Q(pk__in=talks.values("offer")) | Q(pk__in=talks.values("ask"))
    named = ("area", "organisation__home_area", "location__organisation", "category", "contact")
    return get_object_or_404(rows.filter(open_to).select_related(*named), area__slug=area_slug, pk=pk)


def card_to_edit(request: HttpRequest, area_slug: str, pk: int) -> Card:
    """Return an ask or an offer that the person may change."""
    rows = Card.objects.editable_by(reach_of(request.user)).select_related("area", "organisation__home_area")
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def resource_to_offer(request: HttpRequest, area: Area, pk: int) -> Resource:
    """Return what an organisation of an area has, if the person keeps its entry."""
    reach = reach_of(request.user)
    active = Organisation.objects.editable_by(reach).active_in(area)
    return get_object_or_404(Resource.objects.editable_by(reach), pk=pk, organisation__in=active)


def talk_to_read(request: HttpRequest, area_slug: str, pk: int) -> Talk:
    """Return a talk in which the person's organisation takes part, or whose area they coordinate."""
    rows = talk_reading.related().visible_to(reach_of(request.user))
    return get_object_or_404(rows, area__slug=area_slug, pk=pk)


def organisation_to_ask(request: HttpRequest, area: Area, pk: int) -> Organisation:
    """Return an organisation of an area whose entry the person keeps."""
    rows = Organisation.objects.editable_by(reach_of(request.user)).active_in(area)
    return get_object_or_404(rows.select_related("home_area"), pk=pk)
