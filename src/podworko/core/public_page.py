"""Pages that everybody may read, answered with „unchanged” (304) after one raw read of one row.

Only for a passer-by, that is a request without a session and without messages waiting: what a
signed-in person sees is neither tagged nor stored. The tag covers the counter of what the page
shows (`core.versions`), the language, the release of the program, and the day (pages say how long
ago an entry was checked) or a shorter span where opening hours are shown.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from podworko.core import versions
from podworko.core.release import RELEASE

View = Callable[..., HttpResponseBase]
T = TypeVar("T")

MOST_KEPT = 200
"""Values kept per process; the one that was not asked for the longest goes first."""

_STATE = "_public_page_state"
_TAGGED = "_public_page_tagged"
_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()
_known_day: list[tuple[float, float, int]] = [(0.0, 0.0, 0)]
"""From when to when (seconds since 1970) which day it is."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tag of a page is made of, whatever the counters say today."""

    counters: tuple[str, ...]
    minutes: int | None
    language: str | None

    def tag(self) -> str:
        """Return the page's tag of this moment; empty as long as nothing was ever bumped. One raw read."""
        number = versions.read(*self.counters)
        if not number:
            return ""
        span = int(time.time() // (60 * self.minutes)) if self.minutes else _today()
        return f'W/"{number}.{self.language}.{span}.{RELEASE}"'


def tagged_by(request: HttpRequest) -> Tagged | None:
    """Return how the page that answered a passer-by's request is tagged; nothing if it is not."""
    return getattr(request, _TAGGED, None)


def public_page(*counters: str, minutes: int | None = None) -> Callable[[View], View]:
    """Let everybody read a page, and revalidate it while a counter stands still.

    `counters` name counters of `core.versions`, with the view's own arguments in braces:
    `area:{area_slug}`. Counters that were never bumped give no tag. `minutes`: how long what
    the page says of „now” may be shown; left out, until the day ends.

    What is dear to make may be kept until the counter moves: see `kept`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            if not is_passer_by(request):
                return _kept_apart(view(request, *args, **kwargs))
            # Read before the page is made: a change in between makes the tag too old, never too new.
            names = tuple([counter.format(**kwargs) for counter in counters])
            tagged = Tagged(names, minutes, getattr(request, "LANGUAGE_CODE", "") or get_language())
            tag = tagged.tag()
            setattr(request, _TAGGED, tagged)
            if tag and tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
                return _tagged(HttpResponseNotModified(), tag)
            if tag:
                setattr(request, _STATE, (names, tag))
            response = view(request, *args, **kwargs)
            return _tagged(response, tag) if tag and response.status_code == 200 else response  # noqa: PLR2004

        return login_not_required(answer)

    return decorate


def kept(request: HttpRequest, name: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for all passers-by until the page's counter moves.

    `name` tells it from whatever else pages under the same counter keep. Nothing is kept for
    somebody who may be signed in.
    """
    state = getattr(request, _STATE, None)
    return make() if state is None else keep((state, name), make)


def keep(key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for a key; what makes it out of date must be part of the key."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("T", _kept[key])
    value = make()
    with _lock:
        _kept[key] = value
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return value


def forget() -> None:
    """Forget all that is kept."""
    with _lock:
        _kept.clear()


def made_anew(_request: HttpRequest, _name: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives and keep nothing: in the place of `kept`, for what hardly anybody asks for twice."""
    return make()


def is_passer_by(request: HttpRequest) -> bool:
    """Say, without a query, that nobody can be signed in and that no message waits to be shown."""
    cookies = request.COOKIES
    return not cookies or (settings.SESSION_COOKIE_NAME not in cookies and CookieStorage.cookie_name not in cookies)


def _today() -> int:
    """Return the number of the local day; the calendar is asked once a day."""
    now = time.time()
    first, last, day = _known_day[0]
    if not first <= now < last:
        local = timezone.localtime()
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        day, first = midnight.toordinal(), midnight.timestamp()
        # On the days of a clock change as well: sooner rather than later.
        last = min(first + 23 * 3600, now + 3600)
        _known_day[0] = (now, last, day) if now >= first + 22 * 3600 else (first, last, day)
    return day


def _tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    headers = response.headers
    headers["ETag"] = tag
    # To be asked about every time: a change shows at once.
    headers["Cache-Control"] = "no-cache"
    if "Vary" in headers:
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
    else:
        headers["Vary"] = "Cookie, Accept-Language"
    return response


def _kept_apart(response: HttpResponseBase) -> HttpResponseBase:
    # On a shared computer nothing of a signed-in person stays behind.
    response.setdefault("Cache-Control", "private, no-store")
    return response
