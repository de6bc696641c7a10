"""Calendars for other programs: what they read is what was said, at the hour that was said."""

import re
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from podworko.agenda.ical_reading import Status, read
from podworko.agenda.ical_reading.texts import plain
from podworko.agenda.ical_rules import RuleError
from podworko.agenda.ical_writing import (
    Cover,
    WrittenEvent,
    WrittenOverride,
    WrittenStatus,
    calendar,
    fold,
    vevents,
)
from podworko.agenda.timing import Timing

WARSAW = ZoneInfo("Europe/Warsaw")
MODIFIED = datetime(2026, 1, 2, 8, 30, tzinfo=UTC)


def wall(day, hour=0, minute=0, *, month=1):
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


def timing(start=None, hours=2, **options):
    start = start or wall(5, 10)
    return Timing(start=start, end=start + timedelta(hours=hours), **options)


def event(when=None, **values):
    return WrittenEvent(
        **{"uid": "7@podworko", "title": "Próba chóru", "timing": when or timing(), "modified": MODIFIED} | values
    )


def written(*events, **cover):
    return calendar(Cover("Osiedle", **cover), [vevents(item) for item in events])


def occurrences(*events, until=None):
    """Return (start, title, status) of what another program shows, in order."""
    parsed = icalendar.Calendar.from_ical(written(*events))
    found = recurring_ical_events.of(parsed).between(
        datetime(2026, 1, 1, tzinfo=WARSAW), until or datetime(2027, 1, 1, tzinfo=WARSAW)
    )
    shown = [(item["DTSTART"].dt, str(item["SUMMARY"]), str(item["STATUS"])) for item in found]
    return sorted(shown, key=lambda item: str(item[0]))


def lines(text):
    return text.replace("\r\n ", "").split("\r\n")


# What is written


def test_an_event_says_all_that_is_known_of_it():
    text = vevents(
        event(
            description="Zapraszamy, jak co tydzień; wstęp wolny.\nC:\\",
            place="Dom Kultury, ul. Złota 5",
            latitude=50.0614,
            longitude=19.9383,
            url="https://dk.example/proba?a=1,2;b",
            categories=("muzyka", "dla dorosłych, starszych"),
            organiser='Dom "Pod Kasztanem"; sekcja: chór',
            created=datetime(2026, 1, 1, 9, tzinfo=WARSAW),
            sequence=3,
            is_transparent=True,
            image="https://dk.example/a.jpg",
            conference="https://meet.example/x",
            status=WrittenStatus.TENTATIVE,
        )
    )
    assert lines(text) == [
        "BEGIN:VEVENT",
        "UID:7@podworko",
        "DTSTAMP:20260102T083000Z",
        "LAST-MODIFIED:20260102T083000Z",
        "CREATED:20260101T080000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Warsaw:20260105T100000",
        "DTEND;TZID=Europe/Warsaw:20260105T120000",
        "SUMMARY:Próba chóru",
        "LOCATION:Dom Kultury\\, ul. Złota 5",
        "DESCRIPTION:Zapraszamy\\, jak co tydzień\\; wstęp wolny.\\nC:\\\\",
        "URL:https://dk.example/proba?a=1,2;b",
        "GEO:50.061400;19.938300",
        "CATEGORIES:muzyka,dla dorosłych\\, starszych",
        "ORGANIZER;CN=\"Dom 'Pod Kasztanem'; sekcja: chór\":mailto:nobody@podworko.invalid",
        "IMAGE;VALUE=URI;DISPLAY=BADGE:https://dk.example/a.jpg",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example/x",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "STATUS:TENTATIVE",
        "END:VEVENT",
        "",
    ]


def test_what_is_not_known_is_not_said():
    names = [re.split("[;:]", line)[0] for line in lines(vevents(event()))]
    assert names == [
        *("BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"),
        *("SUMMARY", "CLASS", "STATUS", "END", ""),
    ]


def test_the_same_event_makes_the_same_text_at_any_time():
    assert vevents(event()) == vevents(event())
    assert written(event()) == written(event())
    assert f"{datetime.now(UTC):%Y%m%d}" not in written(event())


def test_a_calendar_says_what_it_is_and_when_to_look_again():
    text = written(
        event(),
        url="https://p.example/k.ics",
        page="https://p.example/kalendarz/",
        description="Wszystko, co się dzieje",
        color="teal",
        refresh_hours=12,
    )
    head = lines(text)[: lines(text).index("BEGIN:VTIMEZONE")]
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Podworko//Calendar//PL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Osiedle",
        "X-WR-CALNAME:Osiedle",
        "X-WR-TIMEZONE:Europe/Warsaw",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "DESCRIPTION:Wszystko\\, co się dzieje",
        "X-WR-CALDESC:Wszystko\\, co się dzieje",
        "SOURCE;VALUE=URI:https://p.example/k.ics",
        "URL:https://p.example/kalendarz/",
        "COLOR:teal",
    ]
    parsed = icalendar.Calendar.from_ical(text)
    assert parsed.calendar_name == "Osiedle"
    assert parsed.errors == []
    assert [zone.tz_name for zone in parsed.timezones] == ["Europe/Warsaw"]


def test_an_empty_calendar_is_a_calendar():
    parsed = icalendar.Calendar.from_ical(written())
    assert parsed.events == []
    assert read(written().encode()).is_complete


# Lines


def test_a_line_is_folded_between_letters_at_75_octets():
    for length in range(60, 90):
        folded = fold("SUMMARY:" + "a" * (length - 8) + "ąęłóżźń" * 40)
        assert folded.endswith("\r\n")
        pieces = folded.encode()[:-2].split(b"\r\n")
        assert all(len(piece) <= 75 for piece in pieces)
        assert all(len(piece) >= 73 for piece in pieces[:-1])
        # Each piece is whole letters; only the first does not begin with a space.
        assert [piece.decode()[0] == " " for piece in pieces] == [False] + [True] * (len(pieces) - 1)


@pytest.mark.parametrize(("length", "count"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_of_just_75_octets_stays_whole(length, count):
    assert len(fold("a" * length).splitlines()) == count
    assert len(fold("a" * (length - 2) + "ł").splitlines()) == count


def test_every_letter_takes_its_place_at_the_fold():
    for letter in ("ą", "ż", "–", "„", "🎵", "\u0301"):
        for before in range(60, 80):
            title = "a" * before + letter + "b"
            text = written(event(title=title))
            assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
            assert str(icalendar.Calendar.from_ical(text).events[0]["SUMMARY"]) == title
            assert read(text.encode()).events[0].title == title


@pytest.mark.parametrize(
    "bad",
    [
        "\r\nATTENDEE:a",
        "\nEND:VEVENT\nBEGIN:VEVENT",
        "\rX:y",
        "\u2028X:y",
        "\x85X",
        "\x0bX",
        "\x00X",
        '":X:"',
        "\ud800",
    ],
)
def test_no_text_can_write_a_line_of_its_own(bad):
    whole = event(
        title=f"a{bad}",
        place=f"a{bad}",
        description=f"a{bad}",
        url=f"https://a{bad}",
        organiser=f"a{bad}",
        categories=(f"a{bad}",),
        uid=f"a{bad}",
        conference=f"https://a{bad}",
        classification=f"PUBLIC{bad}",
    )
    ordinary = event(
        place="a", description="a", url="https://a", organiser="a", categories=("a",), conference="https://a"
    )
    text = calendar(
        Cover(f"a{bad}", url=f"https://a{bad}", page=f"https://a{bad}", description=f"a{bad}"), [vevents(whole)]
    )

    def names(of):
        return [re.split("[;:]", line)[0] for line in lines(of)]

    assert names(vevents(whole)) == names(vevents(ordinary))
    assert text.splitlines() == text.split("\r\n")[:-1]
    text.encode()


# When it takes place


def test_whole_days_are_days():
    when = Timing(
        start=wall(5), end=wall(7), is_all_day=True, rule="FREQ=WEEKLY;COUNT=3", removed=frozenset({wall(12)})
    )
    text = vevents(event(when))
    assert "DTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260107\r\n" in text
    assert "EXDATE;VALUE=DATE:20260112\r\n" in text
    assert [item[0] for item in occurrences(event(when))] == [date(2026, 1, 5), date(2026, 1, 19)]


def test_what_has_no_end_says_none():
    text = vevents(event(timing(hours=0)))
    assert "DTEND" not in text
    assert [item[0] for item in occurrences(event(timing(hours=0)))] == [wall(5, 10).replace(tzinfo=WARSAW)]


@pytest.mark.parametrize(
    ("first", "days", "hour"),
    [
        (wall(27, 10, month=3), 4, 10),
        (wall(27, 2, 30, month=3), 4, 2),
        (wall(23, 10, month=10), 4, 10),
        (wall(23, 2, 30, month=10), 4, 2),
        (wall(23, 23, 30, month=10), 4, 23),
    ],
)
def test_the_hour_stays_when_the_clocks_change(first, days, hour):
    when = timing(first, hours=1, rule=f"FREQ=DAILY;COUNT={days}")
    found = [item[0] for item in occurrences(event(when))]
    assert len(found) == days
    # On 29 March there is no 2:30; programs show 3:30 then.
    assert [item.hour for item in found if item.date() != date(2026, 3, 29)] == [hour] * (days - (first.month == 3))
    offsets = {(item.month, item.day): item.utcoffset() for item in found}
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    if first.month == 3:
        assert [offsets[3, day] for day in (27, 28, 30)] == [winter, winter, summer]
    else:
        assert [offsets[10, day] for day in (23, 24, 26)] == [summer, summer, winter]


def test_our_rules_of_warsaw_are_those_of_the_zone_database():
    block = icalendar.Calendar.from_ical(written(event())).timezones[0]
    ours = block.to_tz(lookup_tzid=False)
    for year in (1996, 2010, 2026, 2037):
        for month in range(1, 13):
            for day in range(1, 29):
                for hour in (0, 1, 4, 12):
                    moment = datetime(year, month, day, hour)  # noqa: DTZ001
                    assert ours.utcoffset(moment) == WARSAW.utcoffset(moment), moment
    for month, day in ((3, 29), (10, 25)):
        for minutes in range(0, 24 * 60, 30):
            moment = wall(day, month=month) + timedelta(minutes=minutes)
            if minutes // 60 != 2:
                assert ours.utcoffset(moment) == WARSAW.utcoffset(moment), moment


def test_another_zone_brings_its_rules():
    when = timing(zone="America/New_York", rule="FREQ=WEEKLY;COUNT=2")
    text = written(event(when), event(uid="8@podworko"))
    parsed = icalendar.Calendar.from_ical(text)
    assert sorted(zone.tz_name for zone in parsed.timezones) == ["America/New_York", "Europe/Warsaw"]
    assert "\r\n\r\n" not in text
    assert occurrences(event(when))[0][0] == wall(5, 10).replace(tzinfo=ZoneInfo("America/New_York"))
    assert written(event(timing(zone="UTC"))).count("BEGIN:VTIMEZONE") == 1
    assert "DTSTART:20260105T100000Z\r\n" in written(event(timing(zone="UTC")))


def test_times_of_a_zone_stand_one_by_one():
    """Of a list ical.js, and so Thunderbird, reads the first time only: London had summer time all year."""
    told = [line for line in lines(written(event(timing(zone="Europe/London")))) if line.startswith("RDATE")]
    assert len(told) > 100
    assert not any("," in line for line in told)


def test_a_series_whose_first_night_is_of_another_length_says_how_long_each_lasts():
    """Of DTEND programs take the exact length of the first: an hour, here, in place of two."""
    when = timing(wall(29, 1, 30, month=3), rule="FREQ=MONTHLY;BYDAY=-1SU;COUNT=3")
    assert "DURATION:PT120M" in lines(written(event(when)))
    parsed = icalendar.Calendar.from_ical(written(event(when)))
    found = recurring_ical_events.of(parsed).between((2026, 4, 1), (2026, 7, 1))
    assert [one["DTEND"].dt.hour for one in found] == [3, 3]
    assert "DURATION:PT120M" not in lines(written(event(timing(wall(29, 1, 30, month=3)))))
    assert "DURATION:PT120M" not in lines(written(event(timing(wall(29, 8, month=3), rule="FREQ=DAILY;COUNT=3"))))


def test_a_text_that_looks_like_a_zone_brings_none():
    text = written(
        event(title="X;TZID=Europe/Paris:1", description="DTSTART;TZID=../../x:\nDTSTART;TZID=Europe/Paris:")
    )
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_the_end_of_a_rule_is_written_in_utc():
    assert "UNTIL=20260630T215959Z" in vevents(event(timing(rule="FREQ=DAILY;UNTIL=20260630")))
    with pytest.raises(RuleError):
        vevents(event(timing(rule="FREQ=SECONDLY")))


def test_a_series_is_shown_with_all_that_differs():
    when = timing(
        rule="FREQ=WEEKLY;BYDAY=MO;COUNT=7",
        extra=(wall(8, 18),),
        removed=frozenset({wall(12, 10)}),
        moved={wall(19, 10): (wall(20, 17), wall(20, 18))},
    )
    whole = event(
        when,
        left_out=(wall(26, 10),),
        overrides=(
            WrittenOverride(wall(2, 10, month=2), status=WrittenStatus.CANCELLED),
            WrittenOverride(
                wall(9, 10, month=2), title="Koncert", place="Hol", description="Uroczysty", url="https://a"
            ),
        ),
    )
    assert [(item[0].replace(tzinfo=None), *item[1:]) for item in occurrences(whole)] == [
        (wall(5, 10), "Próba chóru", "CONFIRMED"),
        (wall(8, 18), "Próba chóru", "CONFIRMED"),
        (wall(20, 17), "Próba chóru", "CONFIRMED"),
        (wall(2, 10, month=2), "Próba chóru", "CANCELLED"),
        (wall(9, 10, month=2), "Koncert", "CONFIRMED"),
        (wall(16, 10, month=2), "Próba chóru", "CONFIRMED"),
    ]
    text = vevents(whole)
    assert text.count("UID:7@podworko") == text.count("BEGIN:VEVENT") == 4
    assert "EXDATE;TZID=Europe/Warsaw:20260112T100000,20260126T100000\r\n" in text
    assert "RECURRENCE-ID;TZID=Europe/Warsaw:20260202T100000\r\n" in text


def test_a_cancelled_occurrence_is_shown_even_if_it_is_removed_too():
    when = timing(rule="FREQ=DAILY;COUNT=2", removed=frozenset({wall(6, 10)}))
    whole = event(when, overrides=(WrittenOverride(wall(6, 10), status=WrittenStatus.CANCELLED),))
    assert "EXDATE" not in vevents(whole)
    assert [item[2] for item in occurrences(whole)] == ["CONFIRMED", "CANCELLED"]


def test_many_removed_days_stand_in_several_lists():
    days = [wall(5, 10) + timedelta(days=day) for day in range(1, 121)]
    text = vevents(event(timing(rule="FREQ=DAILY;COUNT=121"), left_out=tuple(days)))
    assert len([line for line in lines(text) if line.startswith("EXDATE")]) == 3
    assert len(occurrences(event(timing(rule="FREQ=DAILY;COUNT=121"), left_out=tuple(days)))) == 1


# There and back

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&"), max_size=120)


@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_texts_come_back_as_they_were(title, place, description, categories):
    whole = event(title=title, place=place, description=description, categories=tuple(categories))
    text = written(whole)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    [found] = read(text.encode()).events
    assert found.title == plain(title, 200)
    assert found.place == plain(place, 300)
    assert found.description == plain(description, 5000, has_lines=True)
    assert set(found.categories) == {plain(category, 60) for category in categories} - {""}


@given(TEXT)
def test_another_program_reads_the_text_that_was_written(text):
    kept = re.sub("[\x85\u2028\u2029]|\r\n?", "\n", text)
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", "", kept)
    parsed = icalendar.Calendar.from_ical(written(event(description="a" + text)))
    assert str(parsed.events[0]["DESCRIPTION"]) == "a" + kept


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 1))


@st.composite
def series(draw):
    is_all_day = draw(st.booleans())
    start = datetime.combine(draw(DAYS), clock(0 if is_all_day else draw(st.sampled_from([0, 5, 10, 22]))))
    rule = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    rule = f"FREQ={rule};COUNT={draw(st.integers(2, 12))};INTERVAL={draw(st.integers(1, 3))}"
    starts = list(rrulestr(rule, dtstart=start))
    removed = draw(st.sets(st.sampled_from(starts[1:] or [start]), max_size=3)) if starts[1:] else set()
    left = [item for item in starts if item not in removed]
    moved = {}
    for original in draw(st.sets(st.sampled_from(left), max_size=2)):
        by = timedelta(days=draw(st.integers(1, 3)))
        moved[original] = (
            original + by,
            original + by + timedelta(days=1 if is_all_day else 0, hours=0 if is_all_day else 3),
        )
    length = timedelta(days=1) if is_all_day else timedelta(hours=1)
    when = Timing(start, start + length, is_all_day=is_all_day, rule=rule, removed=frozenset(removed), moved=moved)
    return when, sorted(moved[item][0] if item in moved else item for item in left)


@given(series())
def test_another_program_shows_the_days_that_are_meant(drawn):
    when, expected = drawn
    shown = [item[0] for item in occurrences(event(when), until=datetime(2080, 1, 1, tzinfo=WARSAW))]
    if when.is_all_day:
        assert sorted(shown) == [item.date() for item in expected]
    else:
        assert sorted(item.replace(tzinfo=None) for item in shown) == expected


@given(series())
def test_what_is_written_is_read_as_it_was(drawn):
    when, _expected = drawn
    overrides = (WrittenOverride(when.start, title="Inna", status=WrittenStatus.CANCELLED),)
    whole = event(
        when, overrides=overrides, sequence=4, created=MODIFIED, organiser="Dom Kultury", latitude=50.5, longitude=19.5
    )
    [found] = read(written(whole).encode()).events
    assert found.timing == when
    assert found.overrides[0].title == "Inna"
    assert found.overrides[0].status == Status.CANCELLED
    assert (found.uid, found.sequence, found.created, found.last_modified) == ("7@podworko", 4, MODIFIED, MODIFIED)
    assert (found.organiser, found.latitude, found.longitude) == ("Dom Kultury", 50.5, 19.5)
