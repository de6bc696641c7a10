"""Draws the parts of the frame round a page that are the same for many readers, once for all of them."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.conf import settings
from django.template import Context, Engine, RequestContext, Template
from django.template.loader import get_template
from django.urls import get_urlconf
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from podworko.config.navigation import Frame
from podworko.core.public_page import is_passer_by

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

BACK, ADDRESS = "--back--", "--address--"
"""Stand in what is kept for the way back to the page, and for its address in print."""
_MOST = 1000
_shared: dict[tuple[object, ...], list[str]] = {}


@register.simple_tag
def constant(name: str) -> SafeString:
    """Include a template that knows nothing of the request; each process draws it once per language."""
    return _drawn(name, get_language())


@lru_cache
def _drawn(name: str, language: str | None) -> SafeString:
    return mark_safe(get_template(name).render())  # noqa: S308 – a template escapes what it is given


class _SharedFrame(Frame):
    """A frame that leaves the page's own address open."""

    back = BACK
    address = ADDRESS


@register.simple_tag(takes_context=True)
def frame_part(context: RequestContext, name: str, **said: str) -> SafeString:
    """Include a template that shows the frame and the name of the area, what is `said`, and nothing else.

    All passers-by of one page in one language get the same; only the page's own address and what is said are put
    in afterwards: the template may print them, and do nothing else with them. Whoever may be signed in gets a
    frame drawn for them alone.
    """
    shared = shared_by(context)
    if shared is None:
        return _draw(context, name, **said)
    key = (name, *shared.key)
    open_said = {part: f"--said-{part}--" for part in said}
    pieces = _shared.get(key)
    if pieces is None:
        if len(_shared) >= _MOST:
            _shared.clear()
        drawn = _draw(context, name, **left_open(context), **open_said)
        pieces = _shared[key] = re.split(f"({'|'.join([BACK, ADDRESS, *open_said.values()])})", drawn)
    known: dict[str, str] = {open_said[part]: conditional_escape(text) for part, text in said.items()}
    if not context.get("is_left_open"):
        known |= {BACK: escape(shared.frame.back), ADDRESS: escape(shared.frame.address)}
    # Taken apart and joined, never replaced: what people have typed may look like an open part.
    return mark_safe("".join([known.get(piece, piece) for piece in pieces]))  # noqa: S308 – escaped


class Shared(NamedTuple):
    """What all passers-by of one kind of page have in common."""

    frame: Frame
    key: tuple[object, ...]


def shared_by(context: Context) -> Shared | None:
    """Return what a page shares with those that other passers-by open; nothing for whoever may be signed in."""
    request: HttpRequest | None = context.get("request")
    frame: Frame | None = context.get("frame")
    if request is None or frame is None or request.resolver_match is None or not is_passer_by(request):
        return None
    if getattr(getattr(request, "_messages", None), "added_new", False):
        return None
    match, area = request.resolver_match, context.get("area")
    page = (match.view_name, match.kwargs.get("area_slug"), getattr(area, "name", ""), getattr(area, "is_sample", 0))
    return Shared(frame, (page, get_language(), get_urlconf(), settings.PODWORKO_URL))


def left_open(context: Context) -> dict[str, object]:
    """Return what leaves a page's own address open in whatever is drawn with it."""
    return {"frame": _SharedFrame(context["request"]), "is_left_open": True}


def _draw(context: RequestContext, name: str, **said: object) -> SafeString:
    if context.template is None:
        raise ValueError("a part of a frame stands in a template")
    with context.push(**said):
        return _loaded(context.template.engine, name).render(context)


@lru_cache
def _loaded(engine: Engine, name: str) -> Template:
    """Return a template; the engine keeps it too, but takes long to say where."""
    return engine.get_template(name)
