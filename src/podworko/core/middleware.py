"""What wraps every request, whatever the page."""

import logging
import random
import time
from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
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
        number = f"{random.getrandbits(48):012x}"
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


def add_content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the policy of the settings to each answer whose view has set none of its own.

    Written once: the package's own middleware writes it anew each time, for nonces that nothing here
    needs, and takes as long for it as a small page takes altogether.
    """
    policy = build_policy()

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return answered
