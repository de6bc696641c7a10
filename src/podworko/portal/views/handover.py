"""The page from which the hand-over book of an area is made."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from podworko.core import typst
from podworko.core.visibility import Reach
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, show_and_save
from podworko.places.models import Area
from podworko.portal import handover_pdfs
from podworko.portal.actions import record_hand_over


@show_and_save
def hand_over(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Say what stands in the hand-over book; make it, and write down who has made it."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    if not _may(area, reach):
        raise Http404
    if request.method != "POST":
        is_coordinator = area.pk in reach.coordinator_of
        return render(request, "portal/hand_over.html", {"area": area, "is_coordinator": is_coordinator})
    by = person(request)
    book = handover_pdfs.document(area, reach, made_by=by.get_short_name(), language=get_language() or "pl")
    pdf = typst.render(book)
    # Only what was really made is written down, and before it is given away.
    record_hand_over(area, by=by)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-ksiazka-przekazania.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _may(area: Area, reach: Reach) -> bool:
    return area.pk in reach.coordinator_of or reach.is_administrator
