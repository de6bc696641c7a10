"""Two pages that every public body owes its readers."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from podworko.core.personal_data import register

ASSESSED_ON = dt.date(2026, 11, 21)
"""When the statement below was last held against the pages; to be moved when somebody has looked again."""
NOT_ACCESSIBLE = (
    _("Mapa, którą się przesuwa, jest trudna w obsłudze czytnikiem ekranu. To samo jest obok jako lista."),
    _("Opisy, które wpisują organizacje, bywają napisane trudnym językiem albo nie mają tłumaczenia."),
)
"""What keeps the pages from being wholly accessible, said by those who made them."""
COOKIES = (
    ("sessionid", _("pamięta, że jesteś zalogowany; 2 tygodnie albo do zamknięcia przeglądarki")),
    ("csrftoken", _("chroni formularze przed wysłaniem przez kogoś innego; rok")),
    ("django_language", _("pamięta wybrany język; rok")),
    ("podworko_supports", _("losowy znak, żeby „Mnie też to dotyczy” liczyło się w przeglądarce raz; rok")),
    ("messages", _("przenosi komunikat na następną stronę i znika")),
)


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, from the register in the code."""
    context = {"kept": register().kept, "operator": settings.OPERATOR, "cookies": COOKIES, "tiles": settings.TILES}
    return render(request, "config/privacy.html", context)


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, with the ids that the Polish technical conditions prescribe.

    Source: „Warunki techniczne publikacji i struktura dokumentu elektronicznego deklaracji
    dostępności”, on art. 12 of the Act of 4 April 2019 on digital accessibility.
    """
    context = {
        "operator": settings.OPERATOR,
        "site": settings.SITE,
        "assessed_on": ASSESSED_ON,
        "not_accessible": NOT_ACCESSIBLE,
    }
    return render(request, "config/accessibility.html", context)
