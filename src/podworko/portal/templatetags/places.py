"""What is known of a place, as facts in words; built in one go, since a chain has many places."""

from collections.abc import Iterator
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from podworko.core.templatetags.marks import mark
from podworko.core.text import bind_orphans
from podworko.organisations.choices import Precision
from podworko.organisations.models import Location
from podworko.portal.organisation_page import Place
from podworko.resources.hours import Exceptional
from podworko.resources.hours_words import clock

register = template.Library()


@register.simple_tag
def place_section(place: Place) -> SafeString:
    """Draw a place: its heading, the facts about it, whom to ask there."""
    sign = place.sign
    drawn = mark(place.sign_text, sign.shape, sign.colour, is_dashed=place.is_guess) if sign else ""
    title = f'<h3 class="place-title">{drawn}<span>{conditional_escape(place.title)}</span></h3>'
    roles = {"roles": place.roles, "website": "", "is_whole": False}
    asked = render_to_string("portal/_organisation_contacts.html", roles) if place.roles else ""
    section = f'<section class="place" id="place-{place.location.pk}">'
    return mark_safe(f'{section}{title}<dl class="facts">{_facts(place)}</dl>{asked}</section>')  # noqa: S308 – escaped


def _facts(place: Place) -> str:
    """Draw address, way, precision, hours, operator and access of a place as terms and what is said of them."""
    said = (
        [_address(place.location)],
        [bind_orphans(place.location.address_note)] if place.location.address_note else [],
        [_precision(place)],
        list(_hours(place)),
        [_operator(place)] if place.operator or place.location.operator_note else [],
        list(_access(place)),
    )
    facts = [
        f"<dt>{term}</dt>{''.join([f'<dd>{conditional_escape(one)}</dd>' for one in each])}"
        for term, each in zip(_terms(get_language()), said, strict=True)
        if each
    ]
    return "".join(facts)


@cache
def _terms(_language: str | None) -> list[str]:
    terms = (_("Adres"), _("Jak trafić"), _("Na mapie"), _("Godziny"), _("Kto prowadzi"), _("Dostępność"))
    return [conditional_escape(term) for term in terms]


@cache
def _precisions(_language: str | None) -> dict[str, str]:
    return {str(code): str(label) for code, label in Precision.choices}


@cache
def _unknown(_language: str | None) -> SafeString:
    return _muted(_("nie wiadomo"))


@cache
def _not_asked(_language: str | None) -> SafeString:
    return _muted(_("jeszcze nie pytano"))


def _muted(text: str) -> SafeString:
    return format_html('<span class="muted">{}</span>', text)


def _address(location: Location) -> str | SafeString:
    town = f"{location.postcode} {location.city}".strip()
    address = ", ".join(filter(None, [location.public_address, town]))
    return format_html("{} {}", address, _muted(f"({_('siedziba z rejestru')})")) if location.is_seat else address


def _precision(place: Place) -> str | SafeString:
    words = _precisions(get_language())[place.location.precision]
    if not place.is_guess:
        return words
    approximate = format_html('<span class="approximate">{}</span>', words)
    error = place.location.coordinate_error
    return format_html("{} {}", approximate, _muted(f"({_('błąd może wynosić')} {error} m)")) if error else approximate


def _hours(place: Place) -> Iterator[str | SafeString]:
    if place.hours is None or not place.hours.is_known:
        yield _unknown(get_language())
        return
    yield format_html("<strong>{}</strong>", place.today)
    yield from place.table
    yield from map(_exceptional, place.coming)
    if place.hours.note:
        yield bind_orphans(place.hours.note)


def _exceptional(each: Exceptional) -> str:
    days = date_format(each.first_day, "d.m.Y")
    if each.last_day != each.first_day:
        days = f"{days}–{date_format(each.last_day, 'd.m.Y')}"
    hours = f"{clock(each.opens)}–{clock(each.closes)}" if each.opens and each.closes else _("nieczynne")
    return f"{days}: {hours} ({each.reason})" if each.reason else f"{days}: {hours}"


def _operator(place: Place) -> str | SafeString:
    if place.operator is None:
        return place.location.operator_note
    address = reverse("portal:organisation_page", args=[place.operator.home_area.slug, place.operator.slug])
    link = format_html('<a href="{}">{}</a>', address, place.operator.name)
    return format_html("{}; {}", link, place.location.operator_note) if place.location.operator_note else link


def _access(place: Place) -> Iterator[str | SafeString]:
    for asked, answer, note in place.answers:
        yield f"{asked}: {answer} – {bind_orphans(note)}" if note else f"{asked}: {answer}"
    if not place.answers:
        yield _not_asked(get_language())
    elif place.unasked:
        yield _muted(f"{_('Jeszcze nie pytano:')} {', '.join(place.unasked)}")
