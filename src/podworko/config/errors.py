"""What a person reads when a page fails."""

import sys

from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

RETRY_AFTER = 60
"""Seconds after which a browser or program may ask again."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke; tell a database that is away, full or read-only from a fault of the program.

    Neither page asks the database. Django calls this while the exception is being handled.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InternalError):
        text = render_to_string("503.html", request=None)
        return HttpResponse(text, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponseServerError(render_to_string("500.html", request=None))
