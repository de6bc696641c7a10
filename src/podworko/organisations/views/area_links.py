"""The links between the organisations of an area, as its coordinators keep them."""

import contextlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.core import history
from podworko.core.answers import carry_out, say_saved
from podworko.core.drafts import say_done
from podworko.core.models import AuditEntry
from podworko.core.submission import AlreadySubmittedError
from podworko.core.visibility import Reach, Visibility
from podworko.organisations import links
from podworko.organisations.actions import link as actions
from podworko.organisations.forms.link import DATALIST, LinkForm, NewLinkForm, StepForm
from podworko.organisations.models import Link, NetworkImport, Organisation
from podworko.organisations.views.fetching import person, posted, reach, show_and_save
from podworko.organisations.views.stakeholders import area_to_coordinate
from podworko.places.models import Area

PER_PAGE = 50
MOST_PROPOSED = 400
DELETIONS = 5
MODEL = "organisations.link"


@show_and_save
def area_links(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the links of an area, the latest first, and take in another one."""
    area = area_to_coordinate(request, area_slug)
    mine = reach(request)
    form = NewLinkForm(posted(request), reach=mine)
    draft_key = f"link-{area.pk}"
    if request.method == "POST" and form.is_valid() and carry_out(form, lambda: _add(form, area, request)):
        say_done(request, draft_key, _("Zapisano powiązanie. Stoi na początku listy."))
        return redirect("organisations:area_links", area_slug)
    rows = Link.objects.editable_by(mine).filter(area=area).order_by("-pk")
    page = Paginator(rows.select_related("first", "second"), PER_PAGE).get_page(request.GET.get("page"))
    sources = _shared(page)
    context = {
        "form": form,
        "draft_key": draft_key,
        "datalist": DATALIST,
        "names": _names(area, mine),
        "page": page,
        "sources": sources,
        "deleted": history.items(_deleted(area, mine), mine),
        "imports": NetworkImport.objects.filter(area=area).exclude(committed_at=None)[:DELETIONS],
        **about(area),
    }
    return render(request, "organisations/area_links.html", context)


@show_and_save
def change_link(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Correct what is said of a link."""
    area, link = _fetched(request, area_slug, pk)
    draft_key = f"link-{area.pk}-{pk}"
    current = {name: getattr(link, name) for name in actions.OWN_FIELDS}
    form = LinkForm(posted(request), current=current, version=link.version)
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: actions.change_link(link, values=form.values(), version=link.version, by=person(request)),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano powiązanie."), form=form)
            return redirect("organisations:area_links", area_slug)
    context = {"form": form, "link": link, "step": StepForm(), "draft_key": draft_key, **about(area)}
    context["history"] = history.items(_history(link, reach(request)), reach(request))
    return render(request, "organisations/change_link.html", context)


@require_POST
def step_link(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """End a link and begin the next one: the two have come closer or drifted apart."""
    area, link = _fetched(request, area_slug, pk)
    step = StepForm(request.POST)
    if step.is_valid():
        values = step.cleaned_data
        try:
            actions.step_link(link, level=values["level"], since=values["since"], by=person(request))
        except ValidationError as error:
            step.add_error(None, " ".join(error.messages))
        else:
            messages.success(request, _("Zapisano nowy stopień. Poprzedni został w historii tej pary."))
            return redirect("organisations:area_links", area_slug)
    current = {name: getattr(link, name) for name in actions.OWN_FIELDS}
    form = LinkForm(current=current, version=link.version)
    context = {"form": form, "link": link, "step": step, "draft_key": f"link-{area.pk}-{pk}", **about(area)}
    context["history"] = history.items(_history(link, reach(request)), reach(request))
    return render(request, "organisations/change_link.html", context)


@require_POST
def delete_link(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Delete a link; it can be put back from the same page."""
    _area, link = _fetched(request, area_slug, pk)
    actions.delete_link(link, by=person(request))
    messages.success(request, _("Usunięto powiązanie. Można je przywrócić na dole strony."))
    return redirect("organisations:area_links", area_slug)


@require_POST
def restore_link(request: HttpRequest, area_slug: str, entry_id: int) -> HttpResponse:
    """Put back a link that was deleted."""
    area = area_to_coordinate(request, area_slug)
    found = {entry.pk: entry for entry in _deleted(area, reach(request), most=PER_PAGE)}
    entry = found.get(entry_id) or get_object_or_404(AuditEntry.objects.none(), pk=entry_id)
    try:
        actions.bring_back_link(entry, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Przywrócono powiązanie."))
    return redirect("organisations:area_links", area_slug)


def about(area: Area) -> dict[str, Any]:
    """Return what the frame of each page here needs."""
    return {"area": area, "network_page": links.network(area.slug), "desk": links.desk(area.slug)}


def _fetched(request: HttpRequest, area_slug: str, pk: int) -> tuple[Area, Link]:
    area = area_to_coordinate(request, area_slug)
    rows = Link.objects.editable_by(reach(request)).select_related("first", "second", "area")
    return area, get_object_or_404(rows, area=area, pk=pk)


def _add(form: NewLinkForm, area: Area, request: HttpRequest) -> bool:
    values = form.cleaned_data
    rows = Organisation.objects.in_bulk([values["first"], values["second"]])
    with contextlib.suppress(AlreadySubmittedError):
        actions.add_link(
            area=area,
            first=rows[values["first"]],
            second=rows[values["second"]],
            values=form.values(),
            token=values["token"],
            by=person(request),
        )
    return True


def _shared(page: Iterable[Link]) -> list[str]:
    """Return the sources of several links of a page, to be said once; each of these links gets its number."""
    listed = list(page)
    counted = Counter(link.source for link in listed if link.source)
    shared = [source for source, count in counted.most_common() if count > 1]
    for link in listed:
        if link.source in shared:
            link.source_number = shared.index(link.source) + 1  # type: ignore[attr-defined]
    return shared


def _names(area: Area, mine: Reach) -> list[str]:
    rows = Organisation.objects.visible_to(mine).active_in(area).order_by("sort_key", "pk")
    return list(rows.values_list("name", flat=True)[:MOST_PROPOSED])


def _history(link: Link, mine: Reach) -> list[AuditEntry]:
    """Return the latest changes of all that was entered of the two, earlier steps and what came from a file too."""
    same = Q(first=link.first_id, second=link.second_id) | Q(first=link.second_id, second=link.first_id)
    ids = list(Link.objects.editable_by(mine).filter(same, area=link.area_id).values_list("pk", flat=True))
    rows = AuditEntry.objects.filter(model=MODEL, object_id__in=ids).order_by("-pk")
    own = ~Q(visibility=Visibility.PRIVATE) | Q(author_id=mine.user_id)
    return list(rows.filter(own)[:PER_PAGE])


def _deleted(area: Area, mine: Reach, most: int = DELETIONS) -> list[AuditEntry]:
    """Return the latest deletions of links between organisations that the person sees and that are not back."""
    entries = history.readable_about(f"links:{area.pk}", mine, is_editor=False)
    deletions = entries.filter(model=MODEL, after__isnull=True, verb="delete_link")[: most * 4]
    found = [entry for entry in deletions if entry.before]
    ids = {entry.before[end] for entry in found if entry.before for end in ("first_id", "second_id")}
    shown = set(Organisation.objects.visible_to(mine).filter(pk__in=ids).values_list("pk", flat=True))
    there = set(Link.objects.filter(pk__in=[entry.object_id for entry in found]).values_list("pk", flat=True))
    return [
        entry
        for entry in found
        if entry.before and {entry.before["first_id"], entry.before["second_id"]} <= shown
        if entry.object_id not in there
    ][:most]
