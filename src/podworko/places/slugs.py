"""First parts of addresses: which are free for an area, and which the site needs for itself."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify
from django.utils.translation import gettext as _

from podworko.core.text import fold, whole_words
from podworko.places.models import Area, FormerSlug

LONGEST = 60
PROMISED = frozenset({"api", "embed", "static", "media", "admin", "www", "pl", "en", "uk"})
"""First parts that the site's fixed public interface keeps, whether or not anything answers there yet."""

_LITERAL = re.compile(r"\^?/?([\w.-]+)")


@cache
def reserved() -> frozenset[str]:
    """Return all first parts of addresses that belong to the site."""
    prefixes = (settings.STATIC_URL, settings.MEDIA_URL)
    return PROMISED | set(_first_parts(get_resolver().url_patterns)) | {url.strip("/") for url in prefixes}


def check(slug: str, area: Area | None = None) -> str:
    """Return the slug if an area may have it; `area`: the one that asks, which may take a former slug of its own back.

    Raises:
        ValidationError: The slug is malformed, the site's own, or another area's, now or formerly.
    """
    refusal = _refusal(slug, area.pk if area else 0)
    if refusal:
        raise ValidationError({"slug": refusal})
    return slug


def propose(name: str, more: str = "") -> str:
    """Return a free slug for a name; `more` is tried behind it before numbers are, e.g. the name of the city."""
    wanted = whole_words(slugify(fold(name)), 50) or "osiedle"
    behind = slugify(fold(more))
    candidates = [wanted, *([f"{wanted}-{behind}"[:LONGEST].strip("-")] if behind else [])]
    for candidate in (*candidates, *(f"{wanted}-{number}" for number in range(2, 1000))):
        if _is_free(candidate):
            return candidate
    raise ValidationError(_("Nie udało się ułożyć adresu. Wpisz własny."), code="no_slug")


def _refusal(slug: str, pk: int) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > LONGEST:
        return _("Adres może mieć małe litery bez ogonków, cyfry i łączniki, najwyżej 60 znaków, np. nowe-osiedle.")
    if slug in reserved():
        return _("Tego adresu używa sama strona. Wybierz inny.")
    if Area.objects.filter(slug=slug).exclude(pk=pk).exists():
        return _("Ten adres ma już inne miejsce. Wybierz inny.")
    if FormerSlug.objects.filter(slug=slug).exclude(area_id=pk).exists():
        return _("Ten adres miało kiedyś inne miejsce i stare odnośniki prowadzą do niego. Wybierz inny.")
    return ""


def _is_free(slug: str) -> bool:
    try:
        check(slug)
    except ValidationError:
        return False
    return True


def _first_parts(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        found = _LITERAL.match(route)
        if found:
            yield found[1].partition("/")[0]
        elif isinstance(pattern, URLResolver) and not route:
            yield from _first_parts(pattern.url_patterns)
        elif isinstance(pattern, URLPattern | URLResolver):
            # `<slug:…>/` and the like: whatever it is, it is not a word of the site.
            continue
