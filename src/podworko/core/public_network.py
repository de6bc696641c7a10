"""Which addresses of the internet are public, and what a host name stands for: asked once, believed once.

Ranges: the IANA registries of special-purpose addresses (RFC 6890), IPv4 and IPv6.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports at which the web is usually served; others belong to services that nobody means to have read."""

# `is_global` has had holes, some in the Python that we run on; what must never be reached stands here by name.
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, where clouds answer with their keys
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out to the public. Leaves out ::1, fc00::/7, fe80::/10, ff00::/8, 64:ff9b::/96, 64:ff9b:1::/48."""
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo (2001::/32), which holds an IPv4 address, and its neighbours
        "2001:db8::/32",
        "2002::/16",  # 6to4, which holds an IPv4 address
        "3fff::/20",
        "5f00::/16",
    )
)


class NameNotFoundError(Exception):
    """The host name stands for no address."""


def is_public(address: Address) -> bool:
    """Tell whether an address can be reached by anyone, and so may be reached for a stranger."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _UNICAST_V6 and address.is_global and not any(address in network for network in _REFUSED_V6)
    return address.is_global and not any(address in network for network in _REFUSED_V4)


def addresses_of(host: str, port: int, seconds: float) -> list[Address]:
    """Return the addresses that a host name stands for, in the order in which the system prefers them.

    Raises:
        NameNotFoundError: There is none.
        TimeoutError: No answer in time.
    """
    found: list[Address] = []

    def resolve() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        for answer in answers:
            address = ipaddress.ip_address(answer[4][0])
            if address not in found:
                found.append(address)

    # The system's resolver knows no deadline; what it says too late is said to nobody.
    asking = threading.Thread(target=resolve, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if asking.is_alive():
        raise TimeoutError
    if not found:
        raise NameNotFoundError(host)
    return list(found)


@cache
def verifying_tls() -> ssl.SSLContext:
    """Return what TLS connections are made with: certificates and host names are verified."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch may reach; the default is the public internet. Tests give another to serve from loopback."""

    resolve: Callable[[str, int, float], list[Address]] = addresses_of
    """(host, port, seconds) → addresses."""
    is_allowed: Callable[[Address], bool] = is_public
    ports: frozenset[int] = PORTS
    tls: Callable[[], ssl.SSLContext] = verifying_tls


PUBLIC = Network()


@dataclass(slots=True)
class Deadline:
    """A moment by which everything must be over."""

    seconds: float
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        """Start to count."""
        self.ends = time.monotonic() + self.seconds

    def left(self) -> float:
        """Return the seconds that are left, more than none.

        Raises:
            TimeoutError: None are left.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left
