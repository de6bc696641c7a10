"""What pages say of those who have registered: to themselves, and to whoever keeps the event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from podworko.agenda import links, sign_up_facts, sign_up_telling
from podworko.agenda.choices import News, Place
from podworko.agenda.mails import moment
from podworko.agenda.models import Event, SignUp, SignUpList
from podworko.agenda.registering import Places
from podworko.agenda.sign_up_facts import Facts
from podworko.core.visibility import Reach
from podworko.places.models import Area

MOST_TO_RING = 200
LATELY, SOON = 2, 12
"""Times without anybody registered that are offered all the same: for who came without a word, or rings."""


@dataclass(frozen=True, slots=True)
class Row:
    """A registration as the list of whoever keeps the event shows it."""

    sign_up: SignUp
    to_say: list[str]
    """What the person must be told by telephone."""

    @property
    def name(self) -> str:
        """The name of the field that says how many came."""
        return f"came-{self.sign_up.pk}"


@dataclass(frozen=True, slots=True)
class Day:
    """One time that an event takes place, as a page of its list names it."""

    name: str
    said: str
    places: Places
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The list of one time."""

    days: list[Day]
    original: datetime | None
    """Of the time that is shown; nothing where there is none to show."""
    sign_up_list: SignUpList | None
    places: Places
    said: str
    has_place: list[Row]
    waiting: list[Row]
    state: str

    @property
    def name(self) -> str:
        """The name of the time that is shown, as addresses hold it."""
        return f"{self.original:%Y%m%dT%H%M}" if self.original else ""

    @property
    def to_ring(self) -> list[Row]:
        """Whom nobody can write to, and who must know something."""
        return [row for row in (*self.has_place, *self.waiting) if row.to_say]


def when(facts: Facts) -> str:
    """Return when something takes place, in words."""
    return moment(datetime.fromisoformat(facts["starts"]), is_timed=facts["is_timed"])


def own(sign_up: SignUp | None, area: Area) -> dict[str, Any]:
    """Return what somebody reads of their own registration."""
    context: dict[str, Any] = {"sign_up": sign_up, "calendar_page": links.calendar(area.slug)}
    if sign_up is None:
        return context
    facts, _number = sign_up_telling.now_of(sign_up)
    event = sign_up.sign_up_list.event if sign_up.sign_up_list else None
    private = links.registration(sign_up)
    return {
        **context,
        "facts": facts,
        "when": when(facts),
        "is_waiting": sign_up.place == Place.WAITING,
        "event_page": links.page(event) if event else "",
        "address": links.whole(private),
        "is_over": sign_up_telling.is_over(facts, facts),
        "keep_page": private,
    }


def read(event: Event, asked: str, now: datetime) -> Shown:
    """Read the list of one time; `asked`: its name, else that which comes next, else the last one."""
    lists = {one.original: one for one in SignUpList.objects.filter(event=event)}
    entries = sign_up_facts.entries_of(event)
    known = {original: when(one.facts) for original, one in lists.items() if one.facts}
    dated = sorted((one for one in entries.values() if not one.is_tentative), key=lambda one: one.starts)
    past, ahead = [one for one in dated if one.ends <= now], [one for one in dated if one.ends > now]
    for one in (*past[-LATELY:], *ahead[:SOON]):
        known.setdefault(one.original, moment(one.starts, is_timed=one.is_timed))
    starts = {
        original: entries[original].starts if original in entries else lists[original].starts for original in known
    }
    order = sorted(known, key=starts.__getitem__)
    coming = next((original for original in order if starts[original] > now), order[-1] if order else None)
    chosen = next((original for original in order if f"{original:%Y%m%dT%H%M}" == asked), coming)
    days = [
        _day(original, known[original], lists.get(original), event, is_shown=original == chosen) for original in order
    ]
    found = lists.get(chosen) if chosen else None
    rows = list(found.sign_ups.in_order()) if found else []
    for row in rows:
        row.sign_up_list = found
    return Shown(
        days=days,
        original=chosen,
        sign_up_list=found,
        places=_places(found, event),
        said=known.get(chosen, "") if chosen else "",
        has_place=_rows(rows, Place.TAKEN),
        waiting=_rows(rows, Place.WAITING),
        state=found.facts["state"] if found else sign_up_facts.ON,
    )


def _rows(rows: Iterable[SignUp], place: Place) -> list[Row]:
    return [Row(row, to_say(row)) for row in rows if row.place == place]


def to_say(row: SignUp) -> list[str]:
    """Return what somebody must be told by telephone, whom no mail reaches."""
    if row.is_mailed:
        return []
    said = []
    if row.news == News.MOVED_UP:
        said.append(_("Jest miejsce: przechodzi z listy rezerwowej."))
    elif row.news == News.REGISTERED:
        said.append(_("Zapis jest przyjęty, ale e-mail nie dochodzi."))
    facts, _number = sign_up_telling.now_of(row)
    if sign_up_facts.differ(row.told, facts):
        said.append(_change(facts))
    return [] if sign_up_telling.is_over(row.told, facts) else said


def to_ring(area: Area, reach: Reach) -> list[tuple[Event, str, int]]:
    """Return the events of an area that a person keeps and of which somebody must be rung.

    With each the address of its list, and how many are to be rung.
    """
    events = Event.objects.editable_by(reach).filter(area=area)
    unwritten = SignUp.objects.filter(Q(email="") | Q(is_unreachable=True), sign_up_list__event__in=events)
    behind = unwritten.filter(~Q(news="") | ~Q(told_number=F("sign_up_list__facts_number")))
    counts: dict[SignUpList, int] = {}
    for row in behind.select_related("sign_up_list__event__area").order_by("sign_up_list__starts", "pk")[
        :MOST_TO_RING
    ]:
        if row.sign_up_list is not None and to_say(row):
            counts[row.sign_up_list] = counts.get(row.sign_up_list, 0) + 1
    return [(one.event, f"{links.registrations(one.event)}?date={one.name}", count) for one, count in counts.items()]


def _change(facts: Facts) -> str:
    if facts["state"] == sign_up_facts.ON:
        return ", ".join(filter(None, [_("Zmiana, teraz:"), when(facts), facts["place"]])).replace(":,", ":", 1)
    return {
        sign_up_facts.CANCELLED: _("Odwołane."),
        sign_up_facts.UNSURE: _("Dzień jest znów niepewny."),
        sign_up_facts.GONE: _("Tego terminu już nie ma."),
    }[facts["state"]]


def _day(original: datetime, said: str, found: SignUpList | None, event: Event, *, is_shown: bool) -> Day:
    return Day(f"{original.astimezone(UTC):%Y%m%dT%H%M}", said, _places(found, event), is_shown)


def _places(found: SignUpList | None, event: Event) -> Places:
    return Places(event.capacity, found.taken if found else 0, found.waiting if found else 0)
