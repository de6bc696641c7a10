"""The public calendar as files that other programs fetch again and again."""

from collections.abc import Callable
from zlib import crc32

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from podworko.agenda import atom, day_points, days, feeds
from podworko.agenda.models import Event
from podworko.agenda.wanted import parse
from podworko.core import feed_files, versions
from podworko.places.models import Area
from podworko.portal.filters_said import filters_said
from podworko.portal.in_area import in_area


@require_safe
@login_not_required
def calendar_ics(request: HttpRequest, area_slug: str) -> HttpResponseBase:
    """Give the public calendar of an area to other programs, narrowed as the address says."""
    tag = versions.read(days.counter(area_slug))
    if tag and feed_files.is_unchanged(request, tag):
        return feed_files.not_modified(tag)
    return _calendar_ics(request, area_slug=area_slug, tag=tag)


@in_area
def _calendar_ics(request: HttpRequest, area: Area, tag: int) -> HttpResponseBase:
    wanted = parse(request.GET).of_feeds
    body = _made((area.slug, wanted, tag), lambda: feeds.of_area(area, wanted, filters_said(area, wanted)))
    return feed_files.answer(request, body, tag=tag, name=f"{area.slug}.ics")


@require_safe
@login_not_required
def calendar_atom(request: HttpRequest, area_slug: str) -> HttpResponseBase:
    """Give the public events of an area to readers of news, the latest changed first; narrowed alike."""
    tag = versions.read(days.counter(area_slug))
    if tag and feed_files.is_unchanged(request, tag):
        return feed_files.not_modified(tag)
    return _calendar_atom(request, area_slug=area_slug, tag=tag)


@in_area
def _calendar_atom(request: HttpRequest, area: Area, tag: int) -> HttpResponseBase:
    wanted = parse(request.GET).of_feeds
    body = _made(("atom", area.slug, wanted, tag), lambda: atom.of_area(area, wanted, filters_said(area, wanted)))
    return feed_files.answer(request, body, tag=tag, name=f"{area.slug}.atom", kind="application/atom+xml")


@require_safe
@login_not_required
def calendar_geojson(request: HttpRequest, area_slug: str) -> HttpResponseBase:
    """Give what takes place on a day, today if none is named, as points; narrowed alike."""
    number = versions.read(days.counter(area_slug))
    tag = f"{number}.{parse(request.GET).day or timezone.localdate()}"
    if number and feed_files.is_unchanged(request, tag):
        return feed_files.not_modified(tag)
    return _calendar_geojson(request, area_slug=area_slug, tag=tag)


@in_area
def _calendar_geojson(request: HttpRequest, area: Area, tag: str) -> HttpResponseBase:
    asked = parse(request.GET)
    wanted, day = asked.of_feeds, asked.day or timezone.localdate()
    body = _made(("points", area.slug, wanted, tag), lambda: day_points.of_area(area, wanted, day))
    name = f"{area.slug}-{day.isoformat()}.geojson"
    return feed_files.answer(request, body, tag=tag, name=name, kind="application/geo+json")


@require_safe
@login_not_required
@in_area
def event_ics(request: HttpRequest, area: Area, pk: int) -> HttpResponseBase:
    """Give one public event to other programs."""
    listed = Event.objects.filter(listings__area__path__startswith=area.path, pk=pk).exclude(block="")
    found = listed.select_related("area").first()
    if found is None:
        raise Http404
    body = feed_files.File.of(feeds.of_event(found))
    # What is said of an event changes with its place and organiser too: the tag is that of the text itself.
    return feed_files.answer(request, body, tag=crc32(body.plain), name=f"{area.slug}-{pk}.ics")


def _made(key: tuple[object, ...], make: Callable[[], str]) -> feed_files.File:
    """Return a file made once for everybody, whatever language their browsers ask for."""

    def made() -> str:
        with override(settings.LANGUAGE_CODE):
            return make()

    return feed_files.kept_file(key, made)
