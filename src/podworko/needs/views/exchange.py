"""Pages over all asks and offers of an area: what goes together, whom to ring, what everybody has and needs."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from podworko.core import spreadsheet, tokens, typst
from podworko.core.answers import carry_out
from podworko.core.public_page import kept, public_page
from podworko.needs import exchange_files, exchange_pdfs, exchange_reading, links, register_reading, talks_page
from podworko.needs.actions import asking, card
from podworko.needs.actions import offer_mails as mails
from podworko.needs.exchange_models import OfferMails
from podworko.needs.forms.card import AskingForm
from podworko.needs.views import fetching
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area

MOST_PRINTED = 500
"""Cards on one print: more than anybody reads on paper."""


@require_safe
def talks(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show those who coordinate an area what goes together, who has yet to answer, whom to ring, what came of it."""
    area = fetching.area_to_coordinate(request, area_slug)
    context = {"area": area, **talks_page.read(area, reach_of(request.user))}
    return render(request, "needs/talks.html", context)


@public_page("area:{area_slug}")
def needs_and_offers(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List what every organisation of an area has and needs, or that nobody has asked yet."""
    area, missing = get_object_or_404(Area, slug=area_slug), request.GET.get("missing", "")
    reach = reach_of(request.user)
    lines = register_reading.lines_of(area, reach)
    known = sum(line.is_known for line in lines)
    if missing in {"asked", "unasked"}:
        lines = [line for line in lines if line.is_known == (missing == "asked")]
    context = {
        "area": area,
        "page": register_reading.page_of(lines, request.GET.get("page", "")),
        "missing": missing if missing in register_reading.MISSING else "",
        "known": known,
        "is_coordinator": area.pk in reach.coordinator_of,
        "print_page": f"{links.print_cards(area.slug)}?what=all",
    }
    return render(request, "needs/needs_and_offers.html", context)


@public_page("area:{area_slug}")
def needs_and_offers_csv(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give the same list as a file for spreadsheets."""
    area = get_object_or_404(Area, slug=area_slug)
    rows = exchange_files.register_rows(register_reading.lines_of(area, reach_of(request.user)))
    response = HttpResponse("".join(spreadsheet.lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-potrzeby-i-oferty.csv"'
    return response


@public_page("area:{area_slug}")
def print_cards(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Give asks and offers as a sheet of paper; `?what=all`: what every organisation has and needs."""
    area, reach = get_object_or_404(Area, slug=area_slug), reach_of(request.user)
    language, is_register = get_language() or settings.LANGUAGE_CODE, request.GET.get("what") == "all"

    def make() -> bytes:
        if is_register:
            return typst.render(
                exchange_pdfs.register(area, register_reading.lines_of(area, reach), language=language)
            )
        found = list(exchange_reading.cards_of(area, reach, exchange_reading.Wanted())[:MOST_PRINTED])
        return typst.render(exchange_pdfs.cards(area, found, language=language))

    response = HttpResponse(kept(request, ("cards", is_register, language), make), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{area.slug}-szukamy-mamy.pdf"'
    return response


@show_and_save
def note_asking(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Write down that an organisation was asked what it has and needs, also that it named nothing."""
    area = get_object_or_404(Area, slug=area_slug)
    found = fetching.organisation_to_ask(request, area, pk)
    known = getattr(found, "asking", None)
    names = ("has_nothing", "needs_nothing", "note")
    form = AskingForm(posted(request), initial={name: getattr(known, name) for name in names} if known else None)
    noted = None
    if request.method == "POST" and form.is_valid():
        noted = carry_out(form, lambda: asking.note_asking(found, values=form.values(), by=person(request)))
    if noted:
        messages.success(request, _("Zapisano, że pytano."))
        return redirect(links.needs_and_offers(area.slug))
    keep_page = links.needs_and_offers(area.slug)
    context = {"area": area, "form": form, "organisation": found, "keep_page": keep_page}
    return render(request, "needs/note_asking.html", context)


@require_POST
def need_of_card(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Make a need of the area of an ask that nobody has met."""
    area = fetching.area_to_coordinate(request, area_slug)
    found = fetching.card_to_edit(request, area.slug, pk)
    try:
        made = card.need_of_card(found, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(links.card(found))
    messages.success(request, _("Zapisano jako potrzebę okolicy. Popraw opis i dopisz, skąd to wiadomo."))
    return redirect(links.page(made))


@csrf_exempt
@show_and_save
@login_not_required
@never_cache
def offer_mails(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the mails, by the button or by the mailbox itself, which sends no cookie and no token (RFC 8058).

    The secret in the address is what protects it. Opening it only asks; the answer is a page and no redirect.
    """
    found = OfferMails.objects.filter(key_digest=tokens.digest(key)).select_related("user").first()
    is_resumed = False
    if found and request.method == "POST":
        is_resumed = "resume" in request.POST
        found = (mails.resume_mails if is_resumed else mails.stop_mails)(found, by=None)
    context = {"mails": found, "is_resumed": is_resumed}
    return render(request, "needs/offer_mails.html", context, status=200 if found else 404)
