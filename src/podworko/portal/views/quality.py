"""The quality of an area's entries: listed, mended in one click, or left as it is and why."""

import re

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from podworko.organisations import links
from podworko.organisations.actions.contact import mark_bouncing as mark
from podworko.organisations.models import ContactField, Location, Organisation
from podworko.organisations.views.fetching import person, reach
from podworko.places.models import Area
from podworko.portal import quality_page, quality_reading
from podworko.portal.quality_reading import Found
from podworko.resources.actions import quality as actions
from podworko.resources.quality import Kind


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Dlaczego zostaje tak, jak jest"),
        max_length=200,
        help_text=gettext_lazy("Na przykład: ta ulica jest tuż za granicą osiedla."),
    )


@require_safe
def quality(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what is wrong with the entries of an area, what would be printed wrong first."""
    area = get_object_or_404(Area, slug=area_slug, pk__in=reach(request).coordinator_of)
    wanted = quality_page.Wanted.of(request.GET.dict())
    number = request.GET.get("page", "")
    shown = quality_page.read(area, reach(request), wanted, number, timezone.localdate())
    template = "portal/quality_paper.html" if wanted.is_for_paper else "portal/quality.html"
    return render(request, template, {"area": area, "quality": shown, "back": request.get_full_path()})


@require_safe
def quality_csv(request: HttpRequest, area_slug: str) -> StreamingHttpResponse:
    """Give the same as a file for spreadsheets."""
    area = get_object_or_404(Area, slug=area_slug, pk__in=reach(request).coordinator_of)
    wanted = quality_page.Wanted.of(request.GET.dict())
    lines = quality_page.csv(area, reach(request), wanted, timezone.localdate(), settings.SITE.origin)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-jakosc.csv"'
    return response


@require_POST
def accept_correction(request: HttpRequest, area_slug: str, key: str, kind: str) -> HttpResponse:
    """Put right what the check proposes, if that is still what the person saw."""
    organisation, found = _found(request, area_slug, key, kind)
    if found is None or found.problem.digest != request.POST.get("facts"):
        messages.info(request, _("W tym czasie ktoś to zmienił. Nic nie poprawiono."))
        return redirect(_back(request, organisation))
    location = _place(organisation, found)
    try:
        actions.accept_correction(
            organisation,
            location=location,
            kind=found.problem.kind,
            correction=found.problem.correction,
            by=person(request),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Poprawiono: %(name)s. Można to cofnąć w historii.") % {"name": found.entry.name})
    return redirect(_back(request, organisation))


@require_http_methods(["GET", "HEAD", "POST"])
def ignore_problem(request: HttpRequest, area_slug: str, key: str, kind: str) -> HttpResponse:
    """Ask why a problem is let be, and remember it until what it is about changes."""
    organisation, found = _found(request, area_slug, key, kind)
    if found is None:
        messages.info(request, _("Tej uwagi już nie ma."))
        return redirect(_back(request, organisation))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        location = _place(organisation, found)
        actions.ignore_problem(
            organisation,
            location=location,
            kind=found.problem.kind,
            facts=found.problem.digest,
            reason=form.cleaned_data["reason"],
            by=person(request),
        )
        messages.success(request, _("Zapamiętano. Uwaga wróci, gdy coś się tu zmieni."))
        return redirect(_back(request, organisation))
    context = {"area": organisation.home_area, "organisation": organisation, "form": form}
    context |= {"found": found, "back": _back(request, organisation)}
    return render(request, "portal/ignore_problem.html", context)


@require_POST
def heed_problem(request: HttpRequest, area_slug: str, key: str, kind: str) -> HttpResponse:
    """Ask about a problem again that somebody had let be."""
    organisation, found = _found(request, area_slug, key, kind)
    if found is not None and found.ignored is not None:
        actions.heed_problem(found.ignored, by=person(request))
        messages.success(request, _("Uwaga jest znów na liście."))
    return redirect(_back(request, organisation))


@require_POST
def mark_bouncing(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Write down that mails to an address come back, or that they no longer do."""
    rows = Organisation.objects.editable_by(reach(request)).select_related("home_area")
    organisation = get_object_or_404(rows, home_area__slug=area_slug, slug=slug)
    ways = ContactField.objects.editable_by(reach(request)).filter(contact__organisation=organisation, kind="email")
    way = get_object_or_404(ways.select_related("contact__organisation"), pk=pk)
    is_bouncing = request.POST.get("bouncing") == "1"
    mark(way, is_bouncing=is_bouncing, by=person(request))
    said = _("Zapisano: maile na ten adres wracają.") if is_bouncing else _("Zapisano: adres działa.")
    messages.success(request, said)
    return redirect(links.keep_page(organisation))


def _found(request: HttpRequest, area_slug: str, key: str, kind: str) -> tuple[Organisation, Found | None]:
    """Return the entry of a key (`l12`, `o5`), which the person must keep, and its problem as it stands now."""
    match = re.fullmatch(r"(?P<of>[lo])(?P<pk>\d{1,18})", key)
    if match is None or kind not in Kind.values:
        raise Http404
    area = get_object_or_404(Area, slug=area_slug)
    where = {"locations": match["pk"]} if match["of"] == "l" else {"pk": match["pk"]}
    rows = Organisation.objects.editable_by(reach(request)).select_related("home_area")
    organisation = get_object_or_404(rows, **where)
    reading = quality_reading.read(area, reach(request), timezone.localdate(), organisation=organisation)
    same = (found for found in reading.found if (found.entry.key, found.problem.kind) == (key, kind))
    return organisation, next(same, None)


def _place(organisation: Organisation, found: Found) -> Location | None:
    pk = found.entry.location_id
    return organisation.locations.get(pk=pk) if pk else None


def _back(request: HttpRequest, organisation: Organisation) -> str:
    """Return the page of ours from which somebody came."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return asked
    return links.keep_page(organisation)
