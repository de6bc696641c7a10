"""Pages that list, show, enter, change and close what organisations have to share and what they look for."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.agenda.permissions import may_announce
from podworko.core import spreadsheet, submission
from podworko.core.answers import carry_out, say_saved
from podworko.core.public_page import public_page
from podworko.core.submission import AlreadySubmittedError
from podworko.needs import card_page, exchange_files, links
from podworko.needs import exchange_reading as reading
from podworko.needs.actions import card as actions
from podworko.needs.exchange_choices import CardKind, CardSide
from podworko.needs.exchange_models import Card
from podworko.needs.forms.card import CardForm, CloseForm, NewCardForm
from podworko.needs.views import fetching
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save
from podworko.places.models import Area
from podworko.resources.queries import categories_for


@public_page("area:{area_slug}")
def cards(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List what organisations of an area look for and what they have; filters stand in the address."""
    area = get_object_or_404(Area, slug=area_slug)
    reach, wanted = reach_of(request.user), reading.Wanted.read(request.GET)
    listed = reading.list_of(area, reach, wanted, request.GET.get("page", ""))
    kept = request.GET.copy()
    for name in ("side", "page"):
        kept.pop(name, None)
    context = {
        "area": area,
        "wanted": wanted,
        "listed": listed,
        "side": CardSide(listed.side),
        "filters": kept.urlencode(),
        "kinds": CardKind.choices,
        "categories": categories_for(area),
        "may_enter": may_announce(area, reach),
        "is_coordinator": area.pk in reach.coordinator_of,
        "print_page": links.print_cards(area.slug),
    }
    return render(request, "needs/cards.html", context)


@public_page("area:{area_slug}")
def cards_csv(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give the same list, both sides of it, as a file for spreadsheets."""
    area = get_object_or_404(Area, slug=area_slug)
    found = reading.cards_of(area, reach_of(request.user), reading.Wanted.read(request.GET))
    rows = exchange_files.card_rows(found)
    response = HttpResponse("".join(spreadsheet.lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-szukamy-mamy.csv"'
    return response


@public_page("area:{area_slug}")
def card(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show an ask or an offer; to whoever keeps it also what goes with it, and why."""
    found = fetching.card_to_read(request, area_slug, pk)
    context = {**about(found), **card_page.read(found, reach_of(request.user))}
    return render(request, "needs/card.html", context)


@show_and_save
def add_card(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Write down what an organisation has or looks for: one's own, or what somebody said on the phone."""
    area = fetching.area_to_offer_in(request, area_slug)
    initial, reach = card_page.initial(request.GET, area, reach_of(request.user)), reach_of(request.user)
    form, draft_key = NewCardForm(posted(request), area=area, reach=reach, initial=initial), f"card-new-{area.pk}"
    cautions = []
    if request.method == "POST" and form.is_valid():
        token, by = form.cleaned_data["token"], person(request)
        try:
            submission.refuse_twice(token, by=by)
            cautions = form.pending_cautions()
            values = {**form.values(), **card_page.carried(initial)}
            act = (
                (lambda: None) if cautions else lambda: actions.add_card(area=area, values=values, token=token, by=by)
            )
            made = carry_out(form, act)
        except AlreadySubmittedError as earlier:
            made = Card.objects.select_related("area").filter(pk=earlier.made_id or 0).first()
        if made:
            say_saved(request, draft_key, _("Zapisano."))
            return redirect(links.card(made))
    context = {"form": form, "draft_key": draft_key, "area": area, "cautions": cautions}
    return render(request, "needs/add_card.html", {**context, "keep_page": links.cards(area.slug)})


@show_and_save
def change_card(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Change an ask or an offer."""
    found = fetching.card_to_edit(request, area_slug, pk)
    form, draft_key = CardForm(posted(request), card=found, reach=reach_of(request.user)), f"card-{pk}"
    cautions = form.pending_cautions() if request.method == "POST" and form.is_valid() else []
    if request.method == "POST" and form.is_valid() and not cautions:
        values, by = form.values(), person(request)
        if carry_out(form, lambda: actions.change_card(found, values=values, version=found.version, by=by)):
            say_saved(request, draft_key, _("Zapisano."), form=form)
            return redirect(links.card(found))
    context = {"form": form, "draft_key": draft_key, "cautions": cautions, **about(found)}
    if form.conflicts:
        context["last_change"] = last_change("needs.card", pk)
    return render(request, "needs/change_card.html", context)


@show_and_save
def close_card(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask why, then take an ask or an offer off the list; it can be taken up again."""
    found = fetching.card_to_edit(request, area_slug, pk)
    form = CloseForm(posted(request))
    closed = None
    if request.method == "POST" and form.is_valid():
        closed = carry_out(form, lambda: actions.close_card(found, by=person(request), **form.values()))
    if closed:
        messages.success(request, _("Zamknięto. Można to w każdej chwili wznowić."))
        return redirect(links.card(found))
    return render(request, "needs/close_card.html", {"form": form, **about(found)})


@require_POST
def renew_card(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down that something is still asked for or offered."""
    found = fetching.card_to_edit(request, area_slug, pk)
    try:
        actions.renew_card(found, by=person(request))
        messages.success(request, _("Zapisano: nadal aktualne."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(links.card(found))


@require_POST
def offer_resource(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Offer to partners, with one click, what an organisation has in the register."""
    area = fetching.area_to_offer_in(request, area_slug)
    resource = fetching.resource_to_offer(request, area, pk)
    try:
        made = actions.offer_resource(resource, area=area, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(links.cards(area.slug))
    messages.success(request, _("Zapisano: można skorzystać. Widzą to partnerzy. Popraw, jeśli trzeba coś dodać."))
    return redirect(links.card(made))


def about(found: Card) -> dict[str, Any]:
    """Return what the frame of a page about a card needs."""
    return {"area": found.area, "card": found, "keep_page": links.card(found)}
