"""Pages made to stand inside pages of others: public, without cookies, with nothing to press."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponseBase]


def framed_anywhere(view: View) -> View:
    """Let any page frame this one, and change nothing else of the policy.

    It stands outermost: an answer „unchanged” renews the headers that a browser has kept.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response[HEADER] = build_policy(replace={"frame-ancestors": ["*"]})
        return response

    return xframe_options_exempt(answer)
