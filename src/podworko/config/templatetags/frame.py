"""Draws the parts of the frame round a page that are the same for many readers, once for all of them."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.template import RequestContext
from django.template.loader import get_template
from django.urls import get_urlconf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from podworko.config.navigation import Frame
from podworko.core.public_page import is_passer_by

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

_BACK, _ADDRESS = "--back--", "--address--"
_MOST = 1000
_shared: dict[tuple[object, ...], str] = {}


@register.simple_tag
def constant(name: str) -> SafeString:
    """Include a template that knows nothing of the request; each process draws it once per language."""
    return _drawn(name, get_language())


@lru_cache
def _drawn(name: str, language: str | None) -> SafeString:
    return mark_safe(get_template(name).render())  # noqa: S308 – a template escapes what it is given


class _SharedFrame(Frame):
    """A frame that leaves the page's own address open."""

    back = _BACK
    address = _ADDRESS


@register.simple_tag(takes_context=True)
def frame_part(context: RequestContext, name: str) -> SafeString:
    """Include a template that shows the frame and the name of the area, and nothing else.

    All passers-by of one page in one language get the same; only the page's own address is put in
    afterwards. Whoever may be signed in gets a frame drawn for them alone.
    """
    request: HttpRequest | None = context.get("request")
    frame: Frame | None = context.get("frame")
    if request is None or frame is None or request.resolver_match is None or not is_passer_by(request):
        return _draw(context, name, frame)
    match, area = request.resolver_match, context.get("area")
    page = (match.view_name, match.kwargs.get("area_slug"), getattr(area, "name", ""))
    key = (name, page, get_language(), get_urlconf(), settings.PODWORKO_URL)
    drawn = _shared.get(key)
    if drawn is None:
        if len(_shared) >= _MOST:
            _shared.clear()
        drawn = _shared[key] = _draw(context, name, _SharedFrame(request))
    if _ADDRESS in drawn:
        drawn = drawn.replace(_ADDRESS, escape(frame.address))
    return mark_safe(drawn.replace(_BACK, escape(frame.back)))  # noqa: S308 – a template's output, the rest escaped


def _draw(context: RequestContext, name: str, frame: Frame | None) -> SafeString:
    with context.push(frame=frame):
        return context.template.engine.get_template(name).render(context)  # type: ignore[union-attr]
