"""Pages on which those who coordinate an area keep its register true: overview, telephone list, decisions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.core.answers import carry_out
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources import freshness_due, freshness_rows, said
from podworko.resources.actions import freshness as actions
from podworko.resources.actions import freshness_settings as settings_actions
from podworko.resources.actions.freshness import Said
from podworko.resources.choices import ReplyChannel, ReplyKind, ReplyState
from podworko.resources.forms.freshness import DeclineReplyForm, FreshnessSettingsForm
from podworko.resources.models import FreshnessReply, FreshnessSettings

PER_PAGE = 20
BY_PHONE = frozenset({ReplyKind.CURRENT, ReplyKind.NO_ANSWER, ReplyKind.GONE})
"""What a call is recorded as."""
BACK_TO = frozenset({"freshness", "freshness_replies", "phone_list", "read_aloud"})


@require_safe
def freshness(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show how fresh the register of an area is, and what waits."""
    area = _area(request, area_slug)
    settings, today = FreshnessSettings.of(area), timezone.localdate()
    context = {
        "area": area,
        "settings": settings,
        "overview": freshness_due.overview(settings, today),
        "oldest": freshness_rows.oldest(settings, today),
        "lapsing": freshness_rows.lapsing_in(area, today),
        "mailboxes": freshness_rows.silent_mailboxes(area),
        "desk": links.desk(area.slug),
    }
    return render(request, "resources/freshness.html", context)


@show_and_save
def freshness_settings(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Say whether and how organisations are asked."""
    area = _area(request, area_slug)
    form = FreshnessSettingsForm(posted(request), initial=FreshnessSettingsForm.shown(FreshnessSettings.of(area)))
    if request.method == "POST" and form.is_valid():
        by = person(request)
        if carry_out(form, lambda: settings_actions.set_freshness(area, values=form.values(), by=by)):
            messages.success(request, _("Zapisano."))
            return redirect("resources:freshness", area.slug)
    return render(request, "resources/freshness_settings.html", {"area": area, "form": form})


@require_safe
def phone_list(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List whom to ring, the longest unconfirmed first, with what to say."""
    area = _area(request, area_slug)
    rows = freshness_due.to_ring(FreshnessSettings.of(area), timezone.localdate())
    page = Paginator(rows.select_related("home_area"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "area": area,
        "page": page,
        "calls": freshness_rows.calls(list(page.object_list)),
        "recorded": freshness_rows.recorded_by_phone(area),
        "today": timezone.localdate(),
    }
    return render(request, "resources/phone_list.html", context)


@require_POST
def record_call(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Write down what a call brought, or what was said when the entry was read aloud at a meeting."""
    area = _area(request, area_slug)
    rows = Organisation.objects.editable_by(reach_of(request.user)).select_related("home_area")
    organisation = get_object_or_404(rows, home_area=area, slug=slug)
    outcome = request.POST.get("outcome", "")
    if outcome not in BY_PHONE:
        messages.error(request, _("Wybierz, co przyniosła rozmowa."))
        return _back(request, area)
    is_meeting = request.POST.get("channel") == ReplyChannel.MEETING
    outcome_said = Said(ReplyKind(outcome), ReplyChannel.MEETING if is_meeting else ReplyChannel.PHONE)
    try:
        actions.record_reply(organisation, outcome_said, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = _("Zapisano: %(name)s – %(outcome)s. Można to cofnąć.")
        messages.success(request, text % {"name": organisation.name, "outcome": ReplyKind(outcome).label})
    return _back(request, area)


@require_safe
def read_aloud(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show the three entries that were not confirmed for longest in large type, to be read aloud at a meeting."""
    area = _area(request, area_slug)
    oldest = freshness_rows.oldest(FreshnessSettings.of(area), timezone.localdate())
    return render(request, "resources/read_aloud.html", {"area": area, "oldest": oldest})


@require_safe
def freshness_replies(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what organisations and passers-by have said of entries, beside what these say now."""
    area = _area(request, area_slug)
    reach = reach_of(request.user)
    rows = FreshnessReply.objects.editable_by(reach).filter(organisation__home_area=area)
    waiting = Paginator(rows.waiting().select_related("organisation__home_area"), PER_PAGE)
    page = waiting.get_page(request.GET.get("page"))
    context = {
        "area": area,
        "page": page,
        "replies": freshness_rows.compared(list(page.object_list)),
        "decided": freshness_rows.decided(rows),
        "form": DeclineReplyForm(),
        "said": said.waiting(area, reach),
        "desk": links.desk(area.slug),
    }
    return render(request, "resources/freshness_replies.html", context)


@require_POST
def decide_reply(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Accept or decline what was said of an entry, or take back what was decided."""
    area = _area(request, area_slug)
    rows = FreshnessReply.objects.editable_by(reach_of(request.user)).select_related("organisation__home_area")
    reply = get_object_or_404(rows, pk=pk, organisation__home_area=area)
    by, decision = person(request), request.POST.get("decision")
    try:
        if decision == "undo":
            actions.undo_reply(reply, by=by)
        elif decision == "decline":
            actions.decline_reply(reply, reason=request.POST.get("reason", ""), by=by)
        else:
            reply = actions.accept_reply(reply, by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Zapisano. Można to cofnąć.") if decision != "undo" else _("Cofnięto."))
        if reply.state == ReplyState.APPLIED and freshness_rows.by_hand(reply):
            messages.warning(
                request, _("Adres, godziny i uwagi wpisz teraz ręcznie – stoją niżej przy tej odpowiedzi.")
            )
    return _back(request, area)


def _area(request: HttpRequest, area_slug: str) -> Area:
    return get_object_or_404(Area, slug=area_slug, pk__in=reach_of(request.user).coordinator_of)


def _back(request: HttpRequest, area: Area) -> HttpResponse:
    wanted = request.POST.get("back", "")
    if wanted == "desk":
        return redirect(links.desk(area.slug))
    return redirect(f"resources:{wanted if wanted in BACK_TO else 'freshness'}", area.slug)
