"""Entries that are perhaps one: listed, compared, merged, and taken apart again. For who coordinates the area."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from podworko.core.audit import StaleVersionError
from podworko.organisations import duplicate_jobs, links
from podworko.organisations.actions.merging import merge_organisations
from podworko.organisations.actions.merging import undo_merge as undo
from podworko.organisations.actions.pair import name_pair
from podworko.organisations.actions.pair import settle_pair as settle
from podworko.organisations.choices import PairAnswer
from podworko.organisations.models import Merge, Organisation
from podworko.organisations.views.fetching import person, reach
from podworko.places.models import Area
from podworko.portal import duplicates_page, merge_page

LONGEST_ID = 19
"""Digits that a column of ids holds."""


def _area(request: HttpRequest, area_slug: str) -> Area:
    return get_object_or_404(Area, slug=area_slug, pk__in=reach(request).coordinator_of)


@require_safe
def duplicates(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List the pairs that are perhaps one entry, the strongest first."""
    area = _area(request, area_slug)
    listed = duplicates_page.read(area, reach(request), request.GET.get("state", ""), request.GET.get("page", ""))
    return render(request, "portal/duplicates.html", {"area": area, "listed": listed})


@require_POST
def look_for_duplicates(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Put a new look at the area into the queue."""
    area = _area(request, area_slug)
    duplicate_jobs.look_soon(area)
    messages.info(request, _("Porównujemy wpisy. Odśwież stronę za chwilę."))
    return redirect("portal:duplicates", area.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def name_duplicate(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Look for the entry that is the same as one, and go on to compare the two."""
    area = _area(request, area_slug)
    rows = duplicates_page.mergeable(area, reach(request))
    organisation = get_object_or_404(rows, home_area=area, slug=slug)
    if request.method == "POST":
        asked = request.POST.get("other", "")
        other = rows.exclude(pk=organisation.pk).filter(pk=asked if _is_id(asked) else 0).first()
        if other is not None:
            pair = name_pair(organisation, other, by=person(request))
            return redirect("portal:compare_organisations", area.slug, pair.pk)
        messages.info(request, _("Wybierz drugi wpis z tej okolicy."))
    context = {"area": area, "organisation": organisation, "public_page": links.page(organisation)}
    words = request.GET.get("q", "")
    context["named"] = duplicates_page.named(words, area, reach(request), besides=organisation)
    return render(request, "portal/name_duplicate.html", context)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < LONGEST_ID


@require_http_methods(["GET", "HEAD", "POST"])
def compare_organisations(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show two entries side by side; make one of them."""
    area = _area(request, area_slug)
    known = duplicates_page.pairs(area, reach(request)).filter(pk=pk)
    pair = known.select_related(
        "first__home_area", "second__home_area", "first__parent", "second__parent", "answered_by"
    ).first()
    if pair is None:
        return _gone(request, area)
    same = merge_page.same_places_of(pair, reach(request))
    posted = request.POST if request.method == "POST" else None
    form = merge_page.MergeForm(posted, first=pair.first, second=pair.second, same=same)
    if posted is not None and form.is_valid() and (kept := _merge(request, form)):
        return redirect(links.keep_page(kept))
    context = {
        "area": area,
        "pair": pair,
        "form": form,
        "sides": merge_page.sides_of(pair, reach(request)),
        "reasons": duplicates_page.reasons_in_words(pair),
    }
    return render(request, "portal/compare_organisations.html", context)


def _merge(request: HttpRequest, form: merge_page.MergeForm) -> Organisation | None:
    try:
        merge = merge_organisations(
            merged=form.merged,
            kept=form.kept,
            values=form.values(),
            joined_places=form.joined_places(),
            versions=form.seen_versions(),
            by=person(request),
        )
    except StaleVersionError:
        form.add_error(
            None, _("W tym czasie ktoś zmienił jeden z wpisów. Zobacz, co się zmieniło, i połącz jeszcze raz.")
        )
        form.data = {**form.data, "versions": form.fields["versions"].initial}
        return None
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return None
    messages.success(request, _("Połączono dwa wpisy. Można to cofnąć na stronie „Może to samo”."))
    return merge.kept


def _gone(request: HttpRequest, area: Area) -> HttpResponse:
    """Lead a form that was sent twice, or whose pair somebody else has merged, to what became of it."""
    ids = [int(part.partition(":")[0] or 0) for part in request.POST.get("versions", "").split() if part[0].isdigit()]
    merge = Merge.objects.editable_by(reach(request)).standing().filter(merged_id__in=ids).first()
    if merge is not None:
        messages.info(request, _("Te wpisy są już połączone."))
        return redirect(links.keep_page(merge.kept))
    messages.info(request, _("Tej pary już nie ma: ktoś połączył wpisy albo jeden z nich usunął."))
    return redirect("portal:duplicates", area.slug)


@require_POST
def settle_pair(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down that two entries are not the same, or leave it for later, or take that back."""
    area = _area(request, area_slug)
    answer = request.POST.get("answer", "")
    pair = duplicates_page.pairs(area, reach(request)).filter(pk=pk).first()
    if pair is None:
        return _gone(request, area)
    if answer in PairAnswer.values:
        settle(pair, answer=PairAnswer(answer), by=person(request))
        said = {
            PairAnswer.DIFFERENT: _("Zapamiętano: to nie to samo."),
            PairAnswer.LATER: _("Odłożono na później."),
            PairAnswer.WAITING: _("Para znów czeka na sprawdzenie."),
        }
        messages.success(request, said[PairAnswer(answer)])
    return redirect("portal:duplicates", area.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def undo_merge(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then make two entries of one again."""
    area = _area(request, area_slug)
    rows = Merge.objects.editable_by(reach(request)).filter(home_area__path__startswith=area.path)
    merge = get_object_or_404(rows.select_related("kept__home_area", "entered_by"), pk=pk)
    if request.method == "POST":
        try:
            undone = undo(merge, by=person(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("portal:duplicates", area.slug)
        messages.success(request, _("Cofnięto połączenie: są znów dwa wpisy."))
        if undone.left:
            said = _("Zostało bez zmian, bo ktoś to potem zmienił. Takich zapisów: %(count)s.")
            messages.warning(request, said % {"count": len(undone.left)})
        return redirect(links.keep_page(undone.restored))
    context = {"area": area, "merge": merge, "kept_page": links.page(merge.kept)}
    return render(request, "portal/undo_merge.html", context)
