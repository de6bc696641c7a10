from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from podworko.core import mailbox as kept
from podworko.core.loopback import is_local


@require_safe
@login_not_required
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mail that was not sent, because this instance lives on one's own machine."""
    if not (settings.DEVELOPMENT and is_local(request)):
        raise Http404
    return render(request, "accounts/mailbox.html", {"messages_kept": kept.messages()[:50]})
