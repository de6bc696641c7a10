from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from podworko.core.public_page import is_passer_by
from podworko.core.search import query
from podworko.organisations.reach import NOBODY, reach_of
from podworko.places.models import Area
from podworko.portal import found, missed, results
from podworko.portal.in_area import in_area


@require_safe
@login_not_required
@in_area
def search(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Find what is in an area, or in the whole city, by words."""
    question = results.parse(request.GET)
    # Who is there is asked only if anybody may be.
    reach = NOBODY if is_passer_by(request) else reach_of(request.user)
    answered = found.find(question, area, reach)
    context = {"area": area, "question": question, "found": answered}
    response = _kept_apart(request, render(request, "portal/search.html", context))
    if answered.is_nothing:
        missed.count(response, area, question.text)
    return response


@require_safe
@login_not_required
@in_area
def search_suggestions(request: HttpRequest, area: Area) -> HttpResponseBase:
    """Give names that fit an unfinished question."""
    question = results.parse(request.GET)
    hits = query.suggest(question.text, question.scope(area, reach_of(request.user)))
    return _kept_apart(request, JsonResponse({"suggestions": results.proposals(hits)}))


def _kept_apart(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    # Answers depend on the reader; on a shared computer nothing of a signed-in person stays behind.
    response["Cache-Control"] = "no-cache" if is_passer_by(request) else "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response
