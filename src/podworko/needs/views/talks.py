"""Pages of what is said of a pair: that it is not that, that one would like to talk, yes or no, what came of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda.permissions import organisations_of
from podworko.core.answers import carry_out
from podworko.needs import links, talk_reading
from podworko.needs.actions import talk as actions
from podworko.needs.exchange_choices import CardSide, TalkState
from podworko.needs.exchange_models import Card, Talk
from podworko.needs.forms.talk import AnswerForm, OutcomeForm, ProposalForm
from podworko.needs.views import fetching
from podworko.needs.views.cards import about
from podworko.organisations.models import Organisation
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save

MOST_AT_ONCE = 5
"""Partners proposed in one go: two or three are a choice, twenty are a mailing."""


@show_and_save
def propose_talk(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Say that an organisation would like to talk about a card; `?with=34` names what it has or looks for itself."""
    found = fetching.card_to_read(request, area_slug, pk)
    own, reach = _card_beside(request, found), reach_of(request.user)
    owners = _speakers(request, found, own)
    is_coordinator = found.area_id in reach.coordinator_of and owners[0].pk not in reach.editor_of
    ways = talk_reading.ways_of(owners[0], reach) if len(owners) == 1 else []
    form = ProposalForm(posted(request), owners=owners, ways=ways, is_coordinator=is_coordinator)
    if request.method == "POST" and form.is_valid():
        other = next(row for row in owners if row.pk == form.cleaned_data["organisation"])
        side = "" if is_coordinator else CardSide(found.side).other.value
        said: dict[str, Any] = {"proposed_by": side, "values": form.answer(), "by": person(request)}
        made = carry_out(form, lambda: actions.propose_talk(cards=_pair(found, own), other=other, **said))
        if made:
            messages.success(request, _("Zapisano. Druga strona odpowie: tak, później albo nie."))
            return redirect(links.talk(made))
    context = {"form": form, "own": own, "is_coordinator": is_coordinator, **about(found)}
    return render(request, "needs/propose_talk.html", context)


@require_POST
def propose_matches(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask both sides of several pairs at once whether they want to talk: what a coordinator proposes to somebody."""
    area = fetching.area_to_coordinate(request, area_slug)
    found = fetching.card_to_read(request, area.slug, pk)
    chosen = [int(each) for each in request.POST.getlist("with") if each.isascii() and each.isdecimal()]
    rows = Card.objects.visible_to(reach_of(request.user)).filter(side=CardSide(found.side).other)
    others = list(rows.filter(pk__in=[pk for pk in chosen if pk < 10**18]).select_related("organisation", "area"))
    made = 0
    for other in others[:MOST_AT_ONCE]:
        try:
            actions.propose_talk(cards=_pair(found, other), by=person(request))
            made += 1
        except ValidationError as error:
            messages.error(request, f"{other.title}: {' '.join(error.messages)}")
    if made:
        messages.success(request, f"{_('Zapytamy obie strony. Propozycji:')} {made}")
    elif not others:
        messages.info(request, _("Zaznacz, co zaproponować."))
    return redirect(links.card(found))


@require_POST
def dismiss_match(request: HttpRequest, area_slug: str, pk: int, other: int) -> HttpResponse:
    """Remember that two cards do not go together."""
    found = fetching.card_to_edit(request, area_slug, pk)
    rows = Card.objects.visible_to(reach_of(request.user)).select_related("organisation", "area")
    beside = get_object_or_404(rows, pk=other, side=CardSide(found.side).other)
    offer, ask = _pair(found, beside)
    try:
        if offer and ask:
            actions.dismiss_match(offer=offer, ask=ask, proposed_by=found.side, by=person(request))
        messages.success(request, _("Zapamiętano: to nie to. Nie pokażemy tego więcej."))
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    return redirect(links.card(found))


@require_POST
def reconsider_match(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Take back that two cards do not go together."""
    found = fetching.talk_to_read(request, area_slug, pk)
    reach = reach_of(request.user)
    if found.state == TalkState.DISMISSED and actions.reconsider_match(found, by=person(request)):
        messages.success(request, _("Cofnięto. Znowu to pokazujemy."))
    mine = talk_reading.sides_for(found, reach)
    return redirect(links.card(found.card_of(mine[0]) or found.card))


@require_safe
def talk(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show a talk to those who take part: both sides, what passed, what has happened."""
    found = fetching.talk_to_read(request, area_slug, pk)
    sides = talk_reading.sides_of(found, reach_of(request.user))
    is_over = any(card and not card.is_standing for card in (found.offer, found.ask))
    context = {**_about(found), "sides": sides, "steps": talk_reading.steps_of(found), "is_card_over": is_over}
    context["may_withdraw"] = [side for side in sides if side.is_mine and side.part and side.part.answer == "yes"]
    return render(request, "needs/talk.html", context)


@show_and_save
def answer_talk(request: HttpRequest, area_slug: str, pk: int, side: str) -> HttpResponse:
    """Write down what one side says, and which contacts it lets pass."""
    found, reach = fetching.talk_to_read(request, area_slug, pk), reach_of(request.user)
    part = found.parts.filter(side=side).first()
    if part is None or side not in talk_reading.sides_for(found, reach):
        raise Http404
    organisation = found.organisation_of(side)
    is_coordinator = organisation.pk not in reach.editor_of
    ways = talk_reading.ways_of(organisation, reach)
    sees = {"is_coordinator": is_coordinator, "sees_words": part.entered_by_id == person(request).pk}
    form = AnswerForm(posted(request), part=part, ways=ways, **sees)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"side": side, "values": form.values(), "by": person(request)}
        if carry_out(form, lambda: actions.answer_talk(found, **said)):
            messages.success(request, _("Zapisano odpowiedź."))
            return redirect(links.talk(found))
    context = {"form": form, "organisation": organisation, "is_coordinator": is_coordinator, **_about(found)}
    return render(request, "needs/answer_talk.html", context)


@require_POST
def withdraw_talk(request: HttpRequest, area_slug: str, pk: int, side: str) -> HttpResponse:
    """Take a consent back."""
    found = fetching.talk_to_read(request, area_slug, pk)
    if side not in talk_reading.sides_for(found, reach_of(request.user)) or not found.parts.filter(side=side).exists():
        raise Http404
    actions.withdraw_talk(found, side=side, by=person(request))
    messages.success(request, _("Wycofano zgodę. Kontaktów nie widać już po żadnej stronie."))
    return redirect(links.talk(found))


@show_and_save
def settle_talk(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down what came of a talk."""
    found = fetching.talk_to_read(request, area_slug, pk)
    form = OutcomeForm(posted(request), talk=found)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        state = values.pop("state")
        if carry_out(form, lambda: actions.settle_talk(found, state=state, values=values, by=person(request))):
            messages.success(request, _("Zapisano, co z tego wyszło."))
            return redirect(links.talk(found))
    return render(request, "needs/settle_talk.html", {"form": form, **_about(found)})


def _about(found: Talk) -> dict[str, Any]:
    return {"area": found.area, "talk": found, "keep_page": links.talk(found)}


def _pair(found: Card, other: Card | None) -> tuple[Card | None, Card | None]:
    """Return the offer and the ask of two cards."""
    return (found, other) if found.side == CardSide.OFFER else (other, found)


def _card_beside(request: HttpRequest, found: Card) -> Card | None:
    """Return the card that an address names by `?with=34`; nothing without it."""
    asked = request.GET.get("with", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < fetching.LONGEST_ID):
        raise Http404
    rows = Card.objects.editable_by(reach_of(request.user)).select_related("organisation", "area")
    return get_object_or_404(rows, pk=int(asked), side=CardSide(found.side).other)


def _speakers(request: HttpRequest, found: Card, own: Card | None) -> list[Organisation]:
    """Return the organisations for which the person may ask to talk about a card; 404 if there are none."""
    if own is not None:
        return [own.organisation]
    rows = [row for row in organisations_of(found.area, reach_of(request.user)) if row.pk != found.organisation_id]
    kept = reach_of(request.user).editor_of
    mine = [row for row in rows if row.pk in kept]
    if not rows or not found.is_standing:
        raise Http404
    return mine or rows
