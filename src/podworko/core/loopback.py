"""Whether a request comes from this very machine: the door to demo accounts and the mailbox page."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

FORWARDING_HEADERS = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")


def is_local(request: HttpRequest) -> bool:
    """Say whether the instance lives on loopback and the peer of this connection does too.

    A forwarding header, true or forged, means that somebody stands behind the peer: then no.
    """
    if not settings.SITE.is_loopback or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return False
    if any(name in request.headers for name in FORWARDING_HEADERS):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
