from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Asks for sign-in and comes back: after a form sent too late, to the page that holds the form."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Ask who is there only where it matters: at pages for everybody, their views ask if they need to know."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """Redirect to the sign-in page; a part of a page asked for by script makes the whole page go there."""
        destination = request.get_full_path()
        if request.method not in {"GET", "HEAD"} or request.headers.get("HX-Request"):
            destination = _page_before(request) or "/"
        if request.method not in {"GET", "HEAD"}:
            messages.info(
                request,
                _("Logowanie wygasło, zanim wysłano formularz. Zaloguj się, a wrócisz na tę samą stronę."),
            )
        response = redirect_to_login(
            destination, self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": response.url})
        return response


def _page_before(request: HttpRequest) -> str:
    """Return path and query of the page a request was made from, if it was one of ours."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
