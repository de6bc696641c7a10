"""The page behind the link in every mail about findings: it stops these mails, and starts them again."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from podworko.agenda.actions import finding_mails as actions
from podworko.agenda.models import FindingMails
from podworko.core import tokens
from podworko.organisations.views.fetching import show_and_save


@csrf_exempt
@show_and_save
@login_not_required
@never_cache
def finding_mails(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the mails, by the button or by the mailbox itself, which sends no cookie and no token (RFC 8058).

    The secret in the address is what protects it. Opening it only asks; the answer is a page and no redirect.
    """
    found = FindingMails.objects.filter(key_digest=tokens.digest(key)).select_related("user").first()
    is_resumed = False
    if found and request.method == "POST":
        is_resumed = "resume" in request.POST
        act = actions.resume_mails if is_resumed else actions.stop_mails
        found = act(found, by=None)
    context = {"mails": found, "is_resumed": is_resumed}
    return render(request, "agenda/finding_mails.html", context, status=200 if found else 404)
