"""What wraps every request, whatever the page."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from podworko.core.logs import request_id

SLOW = 1.0
"""Seconds from which a request is worth a line in the log."""
logger = logging.getLogger(__name__)


def number_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id that its log lines and its answer carry; log the slow ones.

    Django itself logs those that failed; the others leave no trace: who read what is nobody's business.
    """

    def numbered(request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(6)
        token = request_id.set(number)
        started = time.monotonic()
        try:
            response = get_response(request)
            seconds = time.monotonic() - started
            if seconds > SLOW:
                route = request.resolver_match.route if request.resolver_match else ""
                logger.warning(
                    "slow request",
                    extra={
                        "method": request.method,
                        "route": route,
                        "status": response.status_code,
                        "seconds": round(seconds, 3),
                    },
                )
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = number
        return response

    return numbered
