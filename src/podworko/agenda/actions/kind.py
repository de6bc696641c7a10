"""Changes of an area's kinds of events."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from podworko.agenda import blocks, days
from podworko.agenda.actions.writing import EVENT
from podworko.agenda.models import Event, EventKind, Feed, Follower
from podworko.core import audit, deletion
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.text import fold, whole_words
from podworko.organisations.actions.writing import check_known
from podworko.places.models import Area

OWN_FIELDS = ("name", "position")

DEFAULTS = (
    ("festyn", "Festyn, piknik, impreza plenerowa"),
    ("uroczystosc", "Uroczystość, święto, jubileusz"),
    ("otwarcie", "Otwarcie miejsca"),
    ("konkurs", "Konkurs"),
    ("turniej", "Turniej, zawody"),
    ("zajecia", "Zajęcia i warsztaty"),
    ("kurs", "Kurs, szkolenie, uniwersytet trzeciego wieku"),
    ("wyklad", "Wykład, prezentacja"),
    ("spotkanie", "Spotkanie"),
    ("wizyta", "Wizyta studyjna, wycieczka"),
    ("integracja", "Integracja z nowymi mieszkańcami"),
    ("kultura", "Koncert, film, przedstawienie, wystawa"),
    ("pomoc", "Dyżur, porada, badanie"),
    ("inne", "Inne"),
)
"""Code and name: the kinds that the sources name, and what institutions announce besides."""


def create_default_kinds(area: Area, *, by: Actor | None) -> list[EventKind]:
    """Give an area that has no kinds of events the usual ones."""
    with transaction.atomic():
        if area.event_kinds.exists():
            return []
        days.bump(Area.objects.filter(path__startswith=area.path))
        return [
            audit.create(
                EventKind(area=area, code=code, name=name, position=position), verb="create_default_kinds", by=by
            )
            for position, (code, name) in enumerate(DEFAULTS)
        ]


def add_kind(*, area: Area, values: Values, by: Actor | None) -> EventKind:
    """Give an area one more kind of events, after the others."""
    check_known(values, OWN_FIELDS)
    with _changing(area):
        last = area.event_kinds.order_by("position").last()
        kind = EventKind(area=area, **{"position": last.position + 1 if last else 0, **values})
        _check(kind)
        kind.code = _free_code(area, kind.name)
        return audit.create(kind, verb="add_kind", by=by)


def change_kind(
    kind: EventKind, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_kind"
) -> EventKind:
    """Give a kind another name; its code stays, and with it every address narrowed to it.

    `version`: what it must still be (audit.StaleVersionError otherwise).
    """
    check_known(values, OWN_FIELDS)
    with _changing(kind.area):
        fresh = audit.lock(kind, version)
        _check(EventKind(**{**audit.snapshot(fresh), **values}))
        audit.change(fresh, values, verb=verb, by=by)
        _tell_anew(fresh.events.values_list("pk", flat=True))
    return fresh


def move_kind(kind: EventKind, *, up: bool, by: Actor | None) -> None:
    """Let a kind change places with the one before (`up`) or after it."""
    with _changing(kind.area):
        ordered = list(EventKind.objects.select_for_update().filter(area=kind.area))
        here = next((place for place, each in enumerate(ordered) if each.pk == kind.pk), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(ordered):
            return
        ordered[here], ordered[there] = ordered[there], ordered[here]
        _number(ordered, verb="move_kind", by=by)


def restore_kind(kind: EventKind, *, values: Values, by: Actor | None, verb: str) -> EventKind:
    """Put a kind back to its earlier name, also to its earlier place among the others."""
    own = {name: value for name, value in values.items() if name != "position"}
    with _changing(kind.area):
        fresh = change_kind(kind, values=own, by=by, verb=verb)
        if "position" in values:
            ordered = [each for each in EventKind.objects.filter(area=fresh.area) if each.pk != fresh.pk]
            ordered.insert(values["position"], fresh)
            _number(ordered, verb=verb, by=by)
    return fresh


def delete_kind(kind: EventKind, *, into: EventKind | None, by: Actor | None) -> AuditEntry:
    """Remove a kind; its events are of the kind `into` from now on, or of none."""
    with _changing(kind.area):
        fresh = audit.lock(kind)
        if into is not None and (into.pk == fresh.pk or into.area_id not in fresh.area.path_ids):
            raise ValidationError({"into": _("Wybierz inny rodzaj.")})
        ids = list(fresh.events.values_list("pk", flat=True))
        _let_followers_know(fresh, into, by=by)
        _move_feeds(fresh, into, by=by)
        if into is not None:
            for event in Event.objects.select_for_update().filter(pk__in=ids):
                audit.change(event, {"kind_id": into.pk}, verb="delete_kind", by=by)
        entry = deletion.delete(fresh, verb="delete_kind", by=by)
        _tell_anew(ids)
    return entry


def bring_back_kind(entry: AuditEntry, *, by: Actor | None, verb: str) -> EventKind:
    """Bring back a kind, and to it the events that were left without one; refuse if its name is taken."""
    before = entry.before or {}
    with _changing(Area.objects.get(pk=before["area_id"])):
        _check(EventKind(**before))
        deletion.bring_back(entry, verb=verb, by=by)
        kind = EventKind.objects.get(pk=entry.object_id)
        _tell_anew(kind.events.values_list("pk", flat=True))
    return kind


@contextmanager
def _changing(area: Area) -> Iterator[None]:
    with transaction.atomic():
        yield
        days.bump(Area.objects.filter(Q(path__startswith=area.path) | Q(pk__in=area.path_ids)))


def _check(kind: EventKind) -> None:
    others = EventKind.objects.filter(area__in=kind.area.path_ids).exclude(pk=kind.pk)
    if any(fold(name) == fold(kind.name) for name in others.values_list("name", flat=True)):
        raise ValidationError({"name": _("Taki rodzaj już jest.")})


def _free_code(area: Area, name: str) -> str:
    """Return a code that means nothing else in the calendars of the areas round this one, and inside it."""
    wanted = code = whole_words(slugify(fold(name)), 34) or "rodzaj"
    near = EventKind.objects.filter(Q(area__path__startswith=area.path) | Q(area__in=area.path_ids))
    taken = set(near.values_list("code", flat=True))
    number = 2
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code


def _number(ordered: list[EventKind], *, verb: str, by: Actor | None) -> None:
    for position, each in enumerate(ordered):
        audit.change(each, {"position": position}, verb=verb, by=by)


def _tell_anew(event_ids: Collection[int]) -> None:
    """Let calendars and the search say the kinds of events anew."""
    ids = list(event_ids)
    rows = Event.objects.filter(pk__in=ids).select_related("organisation", "area", "kind", "location")
    for event in rows.prefetch_related("exceptions"):
        blocks.write(event)
    days.bump(Area.objects.filter(pk__in=days.areas_of(ids)))
    index.refresh_many(EVENT, ids)


def _move_feeds(kind: EventKind, into: EventKind | None, *, by: Actor | None) -> None:
    """Keep the calendars of others from giving new events a kind that is no more."""
    other = into.pk if into else None
    for feed in Feed.objects.select_for_update().filter(area__path__startswith=kind.area.path):
        rules = [{**rule, "kind_id": other} if rule["kind_id"] == kind.pk else rule for rule in feed.rules]
        values: dict[str, Any] = {"rules": rules}
        if feed.kind_id == kind.pk and into is not None:
            values["kind_id"] = other
        audit.change(feed, values, verb="delete_kind", by=by)


def _let_followers_know(kind: EventKind, into: EventKind | None, *, by: Actor | None) -> None:
    """Keep digests narrowed to a kind from falling silent: they name the other one, or are narrowed no more."""
    rows = Follower.objects.select_for_update().filter(area__path__startswith=kind.area.path).exclude(kinds=[])
    for follower in rows:
        if kind.code in follower.kinds:
            kept = [code for code in follower.kinds if code != kind.code]
            if into is not None and into.code not in kept:
                kept.append(into.code)
            audit.change(follower, {"kinds": kept}, verb="delete_kind", by=by)
