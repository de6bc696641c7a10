"""Pages behind the links in a mail that asks whether an ask or an offer still holds.

Opening one only shows: programs that look through mails open links. The button acts, once. Nobody need sign in.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from podworko.core import tokens
from podworko.needs import exchange_reading
from podworko.needs.actions.card_news import answer_card_news
from podworko.needs.card_news_models import CardNews
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import show_and_save
from podworko.places.models import Area


@show_and_save
@login_not_required
@never_cache
def card_still(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show an ask or an offer, and write down by the button that it still holds."""
    return _answered(request, area_slug, token, is_still=True)


@show_and_save
@login_not_required
@never_cache
def card_ended(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show an ask or an offer, and take it off the list by the button."""
    return _answered(request, area_slug, token, is_still=False)


def _answered(request: HttpRequest, area_slug: str, token: str, *, is_still: bool) -> HttpResponse:
    area = get_object_or_404(Area, slug=area_slug)
    found = _opened(token, area)
    is_open = found is not None and not (found.used_at or found.is_expired or found.is_answered)
    if found and is_open and request.method == "POST":
        if request.POST.get("shown") != str(found.card.version):
            messages.warning(request, _("W tym czasie ktoś zmienił wpis. Przeczytaj, jak wygląda teraz."))
        else:
            try:
                answer_card_news(found, is_still=is_still, by=found.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return redirect(request.path)
    context = {
        "area": area,
        "news": found,
        "is_open": is_open,
        "is_still": is_still,
        "card": found and found.card,
        "when": exchange_reading.said_when(found.card) if found else "",
    }
    return render(request, "needs/card_asked.html", context, status=200 if found else 404)


def _opened(token: str, area: Area) -> CardNews | None:
    """Return what a secret asks about; nothing to who keeps the entry no more, since the link was theirs."""
    related = ("user", "card__area", "card__organisation__home_area", "card__category")
    rows = CardNews.objects.filter(token_digest=tokens.digest(token), card__area=area, user__is_active=True)
    found = rows.select_related(*related).first()
    return found if found and found.card.organisation_id in reach_of(found.user).editor_of else None
