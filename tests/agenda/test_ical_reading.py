"""Calendars of others as they really are: what is read of them, and that nothing makes the reader fall."""

import json
import resource
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podworko.agenda import ical_intake, ical_reading
from podworko.agenda.ical_reading import ProblemKind, ReadOverride, Status, match_key, read
from podworko.core.child import Allowance, ChildLimitError

ROOT = Path(__file__).resolve().parent.parent.parent


def wall(day, hour=0, minute=0, *, month=1):
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


def event(*lines, uid="1@a", start="DTSTART;TZID=Europe/Warsaw:20260105T100000", title="SUMMARY:Próba chóru"):
    head = [f"UID:{uid}"] if uid else []
    return "\r\n".join(filter(None, ["BEGIN:VEVENT", *head, start, title, *lines, "END:VEVENT"]))


def calendar(*blocks, head=()):
    return ("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, *blocks, "END:VCALENDAR"]) + "\r\n").encode()


def only(data, *problems):
    """Return the only event of a calendar with just these problems."""
    calendar = read(data)
    assert [problem.kind for problem in calendar.problems] == list(problems)
    assert calendar.is_calendar
    [found] = calendar.events
    return found


def timing(*lines, problems=(), **options):
    return only(calendar(event(*lines, **options)), *problems).timing


# An ordinary calendar


def test_an_ordinary_event_is_read_with_all_its_values():
    found = only(
        calendar(
            event(
                "DTEND;TZID=Europe/Warsaw:20260105T120000",
                "DESCRIPTION:Zapraszamy\\, jak co tydzień\\; wstęp wolny.\\nC:\\\\",
                "LOCATION:Dom Kultury\\, ul. Złota 5",
                "GEO:50.0614;19.9383",
                "URL:https://dk.example/proba?a=1,2",
                "CATEGORIES:muzyka,dla dorosłych\\, starszych",
                "CATEGORIES:muzyka",
                'ORGANIZER;CN="Dom Kultury: sekcja":mailto:jan.kowalski@dk.example',
                "ATTENDEE;CN=Jan Kowalski:mailto:jan.kowalski@dk.example",
                "STATUS:TENTATIVE",
                "SEQUENCE:3",
                "TRANSP:TRANSPARENT",
                "CREATED:20260101T080000Z",
                "LAST-MODIFIED:20260102T080000Z",
                "BEGIN:VALARM",
                "TRIGGER:-PT15M",
                "DESCRIPTION:Przypomnienie",
                "SUMMARY:Alarm",
                "END:VALARM",
            ),
            head=["X-WR-CALNAME:Dom Kultury"],
        )
    )
    assert found.uid == "1@a"
    assert found.title == "Próba chóru"
    assert found.description == "Zapraszamy, jak co tydzień; wstęp wolny.\nC:\\"
    assert found.place == "Dom Kultury, ul. Złota 5"
    assert (found.latitude, found.longitude) == (50.0614, 19.9383)
    assert found.url == "https://dk.example/proba?a=1,2"
    assert found.categories == ("muzyka", "dla dorosłych, starszych")
    assert found.organiser == "Dom Kultury: sekcja"
    assert found.status == Status.TENTATIVE
    assert found.sequence == 3
    assert found.is_transparent
    assert not found.is_private
    assert found.created == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert found.last_modified == datetime(2026, 1, 2, 8, tzinfo=UTC)
    assert (found.timing.start, found.timing.end, found.timing.zone) == (wall(5, 10), wall(5, 12), "Europe/Warsaw")
    assert "kowalski" not in json.dumps(ical_reading.to_plain(read(calendar(event())))).lower()


def test_people_do_not_come_along():
    people = ["ATTENDEE;CN=Jan Kowalski:mailto:jan@a.example", "ORGANIZER;CN=jan@a.example:mailto:jan@a.example"]
    plain = json.dumps(ical_reading.to_plain(read(calendar(event(*people)))))
    assert "jan" not in plain.lower().replace("january", "")


def test_tasks_journals_and_what_else_there_is_are_ignored():
    others = [
        f"BEGIN:{name}\r\nUID:x\r\nSUMMARY:Nie\r\nDTSTART:20260101T100000Z\r\nEND:{name}"
        for name in ("VTODO", "VJOURNAL", "VFREEBUSY", "X-COMP")
    ]
    assert only(calendar(*others, event(), *others)).title == "Próba chóru"


def test_an_empty_calendar_is_a_calendar_and_a_page_is_not():
    assert read(calendar()).is_calendar
    assert read(calendar()).is_complete
    for data in (
        b"",
        b"<!DOCTYPE html><title>404</title>",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xfe",
        b"BEGIN:VCARD\r\nEND:VCARD",
    ):
        nothing = read(data)
        assert not nothing.is_calendar
        assert not nothing.is_complete
        assert [problem.kind for problem in nothing.problems] == [ProblemKind.NOT_A_CALENDAR]


def test_a_calendar_that_was_cut_off_says_so():
    data = calendar(event(), event(uid="2@a"))
    cut = read(data[: data.rindex(b"SUMMARY")])
    assert [problem.kind for problem in cut.problems] == [ProblemKind.CUT_OFF, ProblemKind.NO_TITLE]
    assert not cut.is_complete
    assert len(cut.events) == 2


# Letters and lines

TITLE = "Zażółć gęślą jaźń – „ŁÓDŹ”"


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1250"),
    ],
    ids=["utf-8", "with a mark", "utf-16", "cp1250"],
)
def test_polish_letters_are_read_in_every_encoding(encode):
    data = calendar(event(title=f"SUMMARY:{TITLE}")).decode()
    assert only(encode(data)).title == TITLE


def test_iso_8859_2_is_told_from_cp1250():
    data = calendar(event("LOCATION:Świątynia, Śródmieście, źródło", title="SUMMARY:Zażółć gęślą jaźń")).decode()
    found = only(data.encode("iso-8859-2"))
    assert (found.title, found.place) == ("Zażółć gęślą jaźń", "Świątynia, Śródmieście, źródło")
    found = only(data.encode("cp1250"))
    assert (found.title, found.place) == ("Zażółć gęślą jaźń", "Świątynia, Śródmieście, źródło")


def test_two_encodings_in_one_file_are_both_read():
    data = calendar(event(title="SUMMARY:Gęś"), event(uid="2@a", title="SUMMARY:@")).replace(
        b"@", "Żółw".encode("cp1250")
    )
    found = read(data)
    assert sorted(item.title for item in found.events) == ["Gęś", "Żółw"]
    assert [problem.kind for problem in found.problems] == [ProblemKind.ENCODING]


@pytest.mark.parametrize("line_end", [b"\n", b"\r", b"\r\r\n", b"\r\n\r\n"])
def test_every_line_end_is_one(line_end):
    data = calendar(event("DESCRIPTION:Raz\\nDwa")).replace(b"\r\n", line_end)
    found = only(data)
    assert (found.title, found.description) == ("Próba chóru", "Raz\nDwa")


@pytest.mark.parametrize("fold", [b"\r\n ", b"\n\t", b"\n ", b"\r\r\n "])
def test_folded_lines_are_joined_also_within_a_letter(fold):
    data = calendar(event("DESCRIPTION:@")).replace(b"@", fold.join(bytes([octet]) for octet in TITLE.encode()))
    assert only(data).description == TITLE


def test_lines_broken_without_a_space_are_joined_to_the_text_before():
    data = calendar(
        event("DESCRIPTION:Uwaga: zmiana\nProgram:\n10:00 otwarcie\nhttps://a.example/\n\nKoniec", "LOCATION:Sala")
    )
    found = only(data)
    assert found.description == "Uwaga: zmiana\nProgram:\n10:00 otwarcie\nhttps://a.example/\nKoniec"
    assert found.place == "Sala"


def test_names_in_small_letters_and_quoted_parameters_are_read():
    lines = ["begin:vevent", "uid:1@a", 'dtstart;value="DATE":20260105', 'summary;language=pl;x-a="b:c;d":Próba']
    found = only(calendar(*lines, "end:vevent"))
    assert (found.title, found.timing.is_all_day) == ("Próba", True)


def test_nul_and_control_characters_vanish():
    data = calendar(
        event("DESCRIPTION:a\x07b\x1b[31m\x00c\x85d\u2028e", title="SUMMARY:Pró\x00ba\x08 \u202echóru\ufeff")
    )
    found = only(data)
    assert found.title == "Próba chóru"
    assert found.description == "ab[31mc\nd\ne"


def test_quoted_printable_of_old_programs_is_read():
    assert only(calendar(event(title="SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Pr=C3=B3ba"))).title == "Próba"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (
            "<p>Zapraszamy <b>wszystkich</b></p><ul><li>raz</li><li>dwa</li></ul>",
            "Zapraszamy wszystkich\n\n– raz\n– dwa",
        ),
        ("Raz<br>dwa<br/>trzy&nbsp;i&amp;cztery", "Raz\ndwa\ntrzy\xa0i&cztery"),
        ('<a href="https://a.example/x">Zapisy</a> tu', "Zapisy (https://a.example/x) tu"),
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<script>alert('x')</script>Raz<style>p{}</style>", "Raz"),
        ("<script>nie zamknięty", ""),
        ("Za 5 < 6 i I <3 muzykę", "Za 5 < 6 i I <3 muzykę"),
        ("Strona <https://a.example/>", "Strona <https://a.example/>"),
        ("&lt;script&gt;", "<script>"),
        ("A&B; R&D", "A&B; R&D"),
    ],
)
def test_html_becomes_text(written, read_as):
    escaped = written.replace(",", "\\,").replace(";", "\\;")
    assert only(calendar(event(f"DESCRIPTION:{escaped}"))).description == read_as


def test_a_description_in_html_alone_is_read():
    assert (
        only(calendar(event("X-ALT-DESC;FMTTYPE=text/html:<html><body>Raz<br>dwa</body></html>"))).description
        == "Raz\ndwa"
    )


def test_long_texts_end_in_an_ellipsis():
    found = only(calendar(event("LOCATION:" + "b" * 999, "DESCRIPTION:" + "c" * 9999, title="SUMMARY:" + "a" * 999)))
    assert [len(text) for text in (found.title, found.place, found.description)] == [200, 300, 5000]
    assert found.title == "a" * 199 + "…"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", "//a.example", "http://[", 'https://a/"']
)
def test_addresses_that_do_not_lead_to_the_web_are_left_out(url):
    assert only(calendar(event(f"URL:{url}"))).url == ""


@pytest.mark.parametrize("geo", ["0;0", "91;10", "nan;nan", "inf;1", "50", "50;20;1", "a;b", ""])
def test_points_that_are_none_are_left_out(geo):
    found = only(calendar(event(f"GEO:{geo}")))
    assert (found.latitude, found.longitude) == (None, None)


def test_a_point_is_read_as_outlook_and_others_write_it():
    assert only(calendar(event("GEO:50.5\\;19.5"))).latitude == 50.5
    assert only(calendar(event("GEO:50.5,19.5"))).longitude == 19.5


# Who is who


def test_an_event_without_uid_is_known_by_title_start_and_place():
    first = only(calendar(event("LOCATION:Sala", uid=None)))
    again = only(calendar(event("LOCATION:sala ", uid=None, title="SUMMARY:PROBA  Chóru")))
    other = only(calendar(event("LOCATION:Hol", uid=None)))
    assert first.uid == again.uid == match_key("Próba chóru", wall(5, 10), "Sala") + "@match"
    assert first.uid != other.uid


def test_the_newer_of_two_versions_counts():
    versions = [event(f"SEQUENCE:{sequence}", title=f"SUMMARY:{sequence}") for sequence in (1, 3, 2)]
    assert only(calendar(*versions), ProblemKind.SAME_UID).title == "3"
    stamps = [event(f"LAST-MODIFIED:2026010{day}T000000Z", title=f"SUMMARY:{day}") for day in (1, 3, 2)]
    assert only(calendar(*stamps), ProblemKind.SAME_UID).title == "3"


def test_different_events_of_one_uid_are_kept_apart():
    data = calendar(*[event(start=f"DTSTART:2026010{day}T100000", title=f"SUMMARY:{day}") for day in (1, 2, 3)])
    found = read(data)
    assert [item.title for item in found.events] == ["1", "2", "3"]
    assert len({item.uid for item in found.events}) == 3
    assert [item.uid for item in read(data).events] == [item.uid for item in found.events]
    assert [problem.kind for problem in found.problems] == [ProblemKind.SAME_UID]


def test_private_events_tell_only_when():
    secrets = [
        "DESCRIPTION:Tajne",
        "LOCATION:Tajne",
        "URL:https://tajne.example/",
        "CATEGORIES:tajne",
        "ORGANIZER;CN=Tajne:x:y",
    ]
    for words in ("PRIVATE", "CONFIDENTIAL", "private", "X-OWN"):
        data = calendar(
            event(f"CLASS:{words}", "DTEND:20250101T100000", "RRULE:FREQ=NEVER", *secrets, title="SUMMARY:Tajne")
        )
        calendar_read = read(data)
        [found] = calendar_read.events
        assert found.is_private
        assert found.timing.start == wall(5, 10)
        assert calendar_read.problems
        assert "tajne" not in json.dumps(ical_reading.to_plain(calendar_read)).lower()


def test_a_private_occurrence_of_a_public_series_leaves_no_trace():
    hidden = event(
        "RECURRENCE-ID;TZID=Europe/Warsaw:20260112T100000",
        "CLASS:PRIVATE",
        start="DTSTART:20260113T170000",
        title="SUMMARY:Tajne",
    )
    found = only(calendar(event("RRULE:FREQ=WEEKLY"), hidden))
    assert found.timing.removed == {wall(12, 10)}
    assert found.timing.moved == {}
    assert found.overrides == ()


def test_a_cancelled_event_stays_marked():
    assert only(calendar(event("STATUS:CANCELLED"))).status == Status.CANCELLED
    assert only(calendar(event(), head=["METHOD:CANCEL"])).status == Status.CANCELLED
    assert only(calendar(event("STATUS:BUSY"))).status == Status.CONFIRMED


# Times and zones


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20260105T100000", wall(5, 10)),
        ("DTSTART:20260105T090000Z", wall(5, 10)),
        ("DTSTART:20260705T080000Z", wall(5, 10, month=7)),
        ("DTSTART:20260105T1000", wall(5, 10)),
        ("DTSTART:2026-01-05T10:00:00", wall(5, 10)),
        ("DTSTART:2026-01-05T09:00:00.000Z", wall(5, 10)),
        ("DTSTART:2026-01-05T12:00:00+03:00", wall(5, 10)),
        ("DTSTART;VALUE=DATE-TIME:20260105T100000", wall(5, 10)),
        ("DTSTART: 20260105T100000 ", wall(5, 10)),
        ("DTSTART:20260104T240000", wall(5)),
        ("DTSTART;TZID=Europe/Warsaw:20260105T090000Z", wall(5, 10)),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Warsaw:20260105T100000", wall(5, 10)),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Warsaw:20260105T100000", wall(5, 10)),
        ("DTSTART;TZID=Central European Standard Time:20260105T100000", wall(5, 10)),
        ("DTSTART;TZID=Poland:20260105T100000", wall(5, 10)),
        ("DTSTART;TZID=Western/Central Europe:20260105T100000", wall(5, 10)),
        ("DTSTART;TZID=CET:20260705T100000", wall(5, 10, month=7)),
        ('DTSTART;TZID="(UTC+01:00) Sarajewo, Skopie, Warszawa, Zagrzeb":20260105T100000', wall(5, 10)),
        ("DTSTART;TZID=(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb:20260105T100000", wall(5, 10)),
    ],
)
def test_the_hour_in_warsaw_is_read_however_it_is_written(start, expected):
    found = timing(start=start)
    assert (found.start, found.zone, found.is_all_day) == (expected, "Europe/Warsaw", False)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("GMT Standard Time", "Europe/London"),
        ("FLE Standard Time", "Europe/Kiev"),
        ("FLE Daylight Time", "Europe/Kiev"),
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/citadel.org/20210210_1/America/New_York", "America/New_York"),
        ("Etc/GMT-2", "Etc/GMT-2"),
    ],
)
def test_other_zones_keep_their_hours(name, zone):
    found = timing(start=f"DTSTART;TZID={name}:20260105T100000")
    assert (found.start, found.zone) == (wall(5, 10), zone)


def vtimezone(name, *clocks, extra=()):
    winter, summer, spring, autumn = (*clocks, *("+0100", "+0200", "3;BYDAY=-1SU", "10;BYDAY=-1SU")[len(clocks) :])
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *extra]
    lines += ["BEGIN:STANDARD", "DTSTART:16010101T030000", f"TZOFFSETFROM:{summer}", f"TZOFFSETTO:{winter}"]
    lines += [f"RRULE:FREQ=YEARLY;BYMONTH={autumn}", "END:STANDARD"]
    lines += ["BEGIN:DAYLIGHT", "DTSTART:16010101T020000", f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}"]
    return "\r\n".join([*lines, f"RRULE:FREQ=YEARLY;BYMONTH={spring}", "END:DAYLIGHT", "END:VTIMEZONE"])


@pytest.mark.parametrize(
    ("block", "zone"),
    [
        (vtimezone("Nasza"), "Europe/Warsaw"),
        (vtimezone("Nasza", "+0000", "+0100"), "Europe/London"),
        (vtimezone("Nasza", "+0200", "+0300"), "Europe/Kyiv"),
        (vtimezone("Nasza", "-0500", "-0400", "3;BYDAY=2SU", "11;BYDAY=1SU"), "America/New_York"),
        (vtimezone("Nasza", extra=["X-LIC-LOCATION:Europe/Paris"]), "Europe/Paris"),
        (vtimezone("Nasza", "+0400", "+0400"), "Etc/GMT-4"),
        (vtimezone("Nasza", "-0300", "-0200", "10;BYDAY=3SU", "2;BYDAY=3SU"), "Etc/GMT+3"),
    ],
)
def test_a_zone_of_ones_own_is_known_by_its_clocks(block, zone):
    found = only(calendar(block, event(start="DTSTART;TZID=Nasza:20260105T100000")))
    assert (found.timing.start, found.timing.zone) == (wall(5, 10), zone)


def test_an_unknown_zone_is_told_once_and_read_as_here():
    data = calendar(*[event(uid=f"{number}", start="DTSTART;TZID=Marsjańska:20260105T100000") for number in range(3)])
    found = read(data)
    assert {item.timing.zone for item in found.events} == {"Europe/Warsaw"}
    assert [(problem.where, problem.kind) for problem in found.problems] == [("Marsjańska", ProblemKind.UNKNOWN_ZONE)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/localtime", "Europe", "\x00", ".", "a" * 999])
def test_names_of_zones_open_no_other_file(name):
    assert (
        timing(
            start=f"DTSTART;TZID={name}:20260105T100000",
            problems=[ProblemKind.UNKNOWN_ZONE] if name.strip("\x00") else [],
        ).zone
        == "Europe/Warsaw"
    )


def test_the_calendars_own_zone_is_that_of_times_without_one_and_of_utc():
    head = ["X-WR-TIMEZONE:Europe/London"]
    assert only(calendar(event(start="DTSTART:20260105T100000"), head=head)).timing.zone == "Europe/London"
    found = only(calendar(event("RRULE:FREQ=WEEKLY", start="DTSTART:20260705T100000Z"), head=head)).timing
    assert (found.start, found.zone) == (wall(5, 11, month=7), "Europe/London")
    assert (
        read(calendar(event(start="DTSTART:20260105T100000")), zone="Europe/Kyiv").events[0].timing.zone
        == "Europe/Kyiv"
    )


def test_a_rule_in_utc_stays_in_utc():
    found = timing("RRULE:FREQ=WEEKLY", start="DTSTART:20260105T090000Z")
    assert (found.start, found.zone) == (wall(5, 9), "UTC")


@pytest.mark.parametrize(
    ("lines", "end", "problems"),
    [
        (["DTEND;TZID=Europe/Warsaw:20260105T113000"], wall(5, 11, 30), ()),
        (["DTEND:20260105T103000Z"], wall(5, 11, 30), ()),
        (["DTEND;TZID=Europe/London:20260105T103000"], wall(5, 11, 30), ()),
        (["DURATION:PT1H30M"], wall(5, 11, 30), ()),
        (["DURATION:P1D"], wall(6, 10), ()),
        (["DURATION:P1W"], wall(12, 10), ()),
        ([], wall(5, 10), ()),
        (["DTEND;TZID=Europe/Warsaw:20260105T090000"], wall(5, 10), (ProblemKind.END_BEFORE_START,)),
        (["DURATION:-PT1H"], wall(5, 10), (ProblemKind.END_BEFORE_START,)),
        (["DTEND:kiedyś"], wall(5, 10), (ProblemKind.BAD_END,)),
        (["DTEND:20261332T250000"], wall(5, 10), (ProblemKind.BAD_END,)),
        (["DURATION:P"], wall(5, 10), (ProblemKind.BAD_END,)),
        (["DURATION:P9999W"], wall(5, 10), (ProblemKind.BAD_END,)),
        (["DURATION:PT99999999S"], wall(5, 10) + timedelta(seconds=99999999), ()),
    ],
)
def test_the_end_is_read_or_else_the_start_is_all_that_is_told(lines, end, problems):
    assert timing(*lines, problems=problems).end == end


def test_hours_of_a_duration_are_hours_also_when_the_clocks_change():
    found = timing("DURATION:PT24H", start="DTSTART;TZID=Europe/Warsaw:20260328T100000")
    assert found.end == wall(29, 11, month=3)
    found = timing("DURATION:P1D", start="DTSTART;TZID=Europe/Warsaw:20260328T100000")
    assert found.end == wall(29, 10, month=3)


@pytest.mark.parametrize(
    ("start", "lines", "end"),
    [
        ("DTSTART;VALUE=DATE:20260105", ["DTEND;VALUE=DATE:20260107"], wall(7)),
        ("DTSTART:20260105", [], wall(6)),
        ("DTSTART;VALUE=DATE:20260105", ["DTEND;VALUE=DATE:20260105"], wall(6)),
        ("DTSTART;VALUE=DATE:20260105", ["DURATION:P2D"], wall(7)),
        ("DTSTART;VALUE=DATE:20260105", ["DURATION:PT5H"], wall(6)),
        ("DTSTART;VALUE=DATE:20260105T000000", ["DTEND;VALUE=DATE:20260106T000000"], wall(6)),
        ("DTSTART:20260105T000000", ["DTEND:20260107T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], wall(7)),
    ],
)
def test_whole_days_are_read(start, lines, end):
    found = timing(*lines, start=start)
    assert (found.start, found.end, found.is_all_day) == (wall(5), end, True)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("", ProblemKind.NO_START),
        ("DTSTART:", ProblemKind.BAD_START),
        ("DTSTART:wkrótce", ProblemKind.BAD_START),
        ("DTSTART:20260231T100000", ProblemKind.BAD_START),
        ("DTSTART:00010101T000000Z", ProblemKind.BAD_START),
        ("DTSTART:99991231T235959Z", ProblemKind.BAD_START),
    ],
)
def test_an_event_without_a_day_is_passed_over_and_told(start, kind):
    found = read(calendar(event(start=start), event(uid="2@a", title="SUMMARY:Druga")))
    assert [item.title for item in found.events] == ["Druga"]
    assert found.problems == (("Próba chóru", kind),)


# Series


def test_a_rule_comes_out_regular():
    rule = timing("RRULE:UNTIL=20260630;wkst=mo;BYDAY=mo,2we;FREQ=weekly;X-A=b;").rule
    assert rule == "FREQ=WEEKLY;UNTIL=20260630T215959Z;WKST=MO;BYDAY=MO,WE"


@pytest.mark.parametrize(
    ("until", "zone", "expected"),
    [
        ("20260630T100000", "Europe/Warsaw", "20260630T080000Z"),
        ("20260630T080000Z", "Europe/Warsaw", "20260630T080000Z"),
        ("20261230", "Europe/Warsaw", "20261230T225959Z"),
        ("2026-06-30T10:00:00", "Europe/London", "20260630T090000Z"),
    ],
)
def test_the_last_day_of_a_rule_is_in_utc(until, zone, expected):
    found = timing(f"RRULE:FREQ=DAILY;UNTIL={until}", start=f"DTSTART;TZID={zone}:20260105T100000")
    assert found.rule == f"FREQ=DAILY;UNTIL={expected}"


def test_the_last_day_of_whole_days_is_a_day():
    for until in ("20260630", "20260630T120000", "20260629T220000Z"):
        assert timing(f"RRULE:FREQ=DAILY;UNTIL={until}", start="DTSTART:20260105").rule == "FREQ=DAILY;UNTIL=20260630"


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("FREQ=SECONDLY", ProblemKind.TOO_OFTEN),
        ("FREQ=MINUTELY;INTERVAL=1", ProblemKind.TOO_OFTEN),
        ("FREQ=HOURLY", ProblemKind.TOO_OFTEN),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", ProblemKind.TOO_OFTEN),
        ("FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))), ProblemKind.TOO_OFTEN),
        ("FREQ=DAILY;INTERVAL=0", ProblemKind.BAD_RULE),
        ("FREQ=DAILY;INTERVAL=-1", ProblemKind.BAD_RULE),
        ("FREQ=DAILY;COUNT=1000000000", ProblemKind.BAD_RULE),
        ("FREQ=DAILY;COUNT=" + "9" * 5000, ProblemKind.BAD_RULE),
        ("FREQ=DAILY;UNTIL=nigdy", ProblemKind.BAD_RULE),
        ("FREQ=DAILY;UNTIL=20260231", ProblemKind.BAD_RULE),
        ("FREQ=WEEKLY;BYDAY=PN", ProblemKind.BAD_RULE),
        ("FREQ=MONTHLY;BYMONTHDAY=0", ProblemKind.BAD_RULE),
        ("FREQ=MONTHLY;BYMONTHDAY=32", ProblemKind.BAD_RULE),
        ("FREQ=YEARLY;BYEASTER=1", ProblemKind.BAD_RULE),
        ("FREQ=YEARLY;RSCALE=CHINESE", ProblemKind.BAD_RULE),
        ("BYDAY=MO", ProblemKind.BAD_RULE),
        ("co tydzień", ProblemKind.BAD_RULE),
        ("", ProblemKind.BAD_RULE),
    ],
)
def test_a_rule_that_asks_too_much_or_nothing_leaves_the_first_day(rule, kind):
    found = timing(f"RRULE:{rule}", problems=(kind,))
    assert (found.rule, found.start) == ("", wall(5, 10))


def test_a_rule_that_ends_before_it_begins_leaves_the_first_day():
    assert timing("RRULE:FREQ=DAILY;UNTIL=20250101").rule == ""


def test_further_and_removed_days_are_read_in_every_form():
    found = timing(
        "RRULE:FREQ=WEEKLY",
        "EXDATE;TZID=Europe/Warsaw:20260112T100000,20260119T100000",
        "EXDATE:20260126T090000Z",
        "EXDATE;VALUE=DATE:20260202",
        "EXDATE;TZID=Europe/London:20260209T090000",
        "RDATE;TZID=Europe/Warsaw:20260107T180000",
        "RDATE;VALUE=DATE:20260108",
        "RDATE;VALUE=PERIOD:20260109T090000Z/PT3H,20260110T090000Z/20260110T110000Z",
        "EXDATE:",
        "DURATION:PT2H",
    )
    assert found.removed == {wall(12, 10), wall(19, 10), wall(26, 10), wall(2, 10, month=2), wall(9, 10, month=2)}
    assert found.extra == (wall(7, 18), wall(8, 10), wall(9, 10), wall(10, 10))
    assert found.moved == {wall(9, 10): (wall(9, 10), wall(9, 13))}
    found = timing("RRULE:FREQ=DAILY", "EXDATE:20260106T000000,20260106T230000Z", start="DTSTART;VALUE=DATE:20260105")
    assert found.removed == {wall(6), wall(7)}


def test_exceptions_that_make_no_sense_are_told():
    timing("RRULE:FREQ=DAILY", "EXDATE:jutro", problems=(ProblemKind.BAD_EXCEPTION,))
    timing("RRULE:FREQ=DAILY", "RDATE:jutro", problems=(ProblemKind.BAD_EXCEPTION,))
    timing("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY", problems=(ProblemKind.RULE_OF_EXCEPTIONS,))
    assert timing("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY", problems=(ProblemKind.MORE_RULES,)).rule == "FREQ=DAILY"


def test_single_occurrences_are_moved_renamed_and_cancelled():
    series = event("RRULE:FREQ=WEEKLY", "DTEND;TZID=Europe/Warsaw:20260105T120000", "LOCATION:Sala")
    moved = event(
        "RECURRENCE-ID:20260112T090000Z", "DTEND:20260113T170000", "LOCATION:Sala", start="DTSTART:20260113T150000"
    )
    renamed = event(
        "RECURRENCE-ID;VALUE=DATE:20260119",
        "DURATION:PT2H",
        "LOCATION:Hol",
        start="DTSTART:20260119T100000",
        title="SUMMARY:Koncert",
    )
    cancelled = event(
        "RECURRENCE-ID;TZID=Europe/Warsaw:20260126T100000",
        "STATUS:CANCELLED",
        "DURATION:PT2H",
        start="DTSTART:20260126T100000",
        title="",
    )
    found = only(calendar(moved, series, renamed, cancelled))
    assert found.timing.moved == {wall(12, 10): (wall(13, 15), wall(13, 17))}
    assert found.overrides == (
        ReadOverride(wall(19, 10), title="Koncert", place="Hol"),
        ReadOverride(wall(26, 10), status=Status.CANCELLED),
    )
    assert found.timing.removed == frozenset()


def test_the_last_version_of_an_occurrence_counts():
    versions = [
        event("RECURRENCE-ID:20260112T090000Z", f"SEQUENCE:{sequence}", start=f"DTSTART:20260112T1{sequence}0000")
        for sequence in (1, 3, 2)
    ]
    found = only(calendar(event("RRULE:FREQ=WEEKLY", "EXDATE:20260112T090000Z"), *versions))
    assert found.timing.moved == {wall(12, 10): (wall(12, 13), wall(12, 13))}
    assert found.timing.removed == frozenset()


def test_an_occurrence_without_its_series_is_an_event():
    alone = [event(f"RECURRENCE-ID:202601{day}T090000Z", start=f"DTSTART:202601{day}T110000") for day in (12, 19)]
    found = read(calendar(*alone))
    assert [item.timing.start for item in found.events] == [wall(12, 11), wall(19, 11)]
    assert len({item.uid for item in found.events}) == 2


def test_a_change_of_this_and_all_later_ones_splits_the_series():
    series = event(
        "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=10",
        "EXDATE:20260119T090000Z,20260209T090000Z",
        "LOCATION:Sala",
        "DURATION:PT2H",
    )
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260126T090000Z",
        "DURATION:PT1H",
        start="DTSTART:20260127T170000",
        title="SUMMARY:Nowa próba",
    )
    moved = event("RECURRENCE-ID:20260202T090000Z", "DURATION:PT1H", start="DTSTART:20260204T180000")
    head, tail = read(calendar(series, later, moved)).events
    assert head.timing.rule == "FREQ=WEEKLY;UNTIL=20260126T085959Z;BYDAY=MO"
    assert head.timing.removed == {wall(19, 10)}
    assert (tail.title, tail.place, tail.uid) == ("Nowa próba", "Sala", "1@a#20260126T100000")
    assert (tail.timing.start, tail.timing.end) == (wall(27, 17), wall(27, 18))
    assert tail.timing.rule == "FREQ=WEEKLY;COUNT=7;BYDAY=TU"
    assert tail.timing.removed == {wall(10, 17, month=2)}
    assert tail.timing.moved == {wall(3, 17, month=2): (wall(4, 18, month=2), wall(4, 19, month=2))}


def test_a_change_of_all_days_keeps_the_series_whole():
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260105T090000Z", start="DTSTART:20260105T120000")
    found = only(calendar(event("RRULE:FREQ=WEEKLY;UNTIL=20260301"), later))
    assert (found.uid, found.timing.start) == ("1@a", wall(5, 12))
    assert found.timing.rule == "FREQ=WEEKLY;UNTIL=20260301T225959Z"


# What is meant to make it fall


def worked():
    """Seconds that this process and those it has ended have worked: a busy machine is no failure."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def in_child(data, **allowance):
    begun = worked()
    found = ical_intake.take_in(data, allowance=Allowance(**allowance))
    assert worked() - begun < 15
    return found


def test_what_comes_out_of_the_process_is_what_was_read():
    series = event(
        "RRULE:FREQ=WEEKLY",
        "RDATE:20260107T180000",
        "EXDATE:20260112T090000Z",
        "CATEGORIES:a,b",
        "GEO:50;20",
        "CREATED:20260101T080000Z",
    )
    moved = event(
        "RECURRENCE-ID:20260119T090000Z", "STATUS:CANCELLED", start="DTSTART:20260120T100000", title="SUMMARY:Inna"
    )
    data = calendar(
        series,
        moved,
        event(uid="2@a", start="DTSTART:x"),
        event(uid="3@a", start="DTSTART:20260105"),
        head=["X-WR-CALNAME:Chór"],
    )
    assert in_child(data) == read(data)


def test_fifty_thousand_events_are_the_first_twenty_thousand():
    data = calendar(
        *[f"BEGIN:VEVENT\nDTSTART:20260105T100000\nSUMMARY:a\nUID:{number}\nEND:VEVENT" for number in range(50_000)]
    )
    found = in_child(data)
    assert len(found.events) == 20_000
    assert [problem.kind for problem in found.problems] == [ProblemKind.TOO_MANY]
    assert not found.is_complete


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_000,
        b"BEGIN:VCALENDAR\n" * 100_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VALARM\n" * 100_000 + b"END:VALARM\n" * 100_000,
        b"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n" + b"BEGIN:STANDARD\n" * 100_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nDESCRIPTION:" + b"a" * 10_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nDESCRIPTION:" + b"<" * 5_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nDESCRIPTION:" + b"<script>" * 600_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nDESCRIPTION:" + b" " * 5_000_000 + b"x",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nDESCRIPTION:a\n" + b"b\n" * 1_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nEXDATE:" + b"20260105," * 500_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\n" + b"EXDATE:20260105T100000\n" * 100_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;" + b'A="b";' * 800_000 + b":20260105",
        b'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID="' + b'"' * 5_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\nCATEGORIES:" + b"a," * 2_500_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"\r" * 5_000_000 + b"x",
        b"\n " * 2_500_000,
        b"-" * 5_000_000,
        b"\0" * 5_000_000,
        b"BEGIN:VCALENDAR\n" + b"\xff\xfe\n" * 1_000_000,
    ],
    ids=lambda data: data[-12:].decode("latin-1"),
)
def test_hostile_files_are_read_in_little_time(data):
    in_child(data)


def test_hostile_series_are_read_in_little_time():
    rule = "RRULE:FREQ=DAILY;COUNT=99999;BYMONTH=2;BYMONTHDAY=29"
    later = [
        event(f"RECURRENCE-ID;RANGE=THISANDFUTURE:2199{number:02d}01T090000Z", start="DTSTART:21990201T100000")
        for number in range(1, 12)
    ]
    try:
        assert in_child(calendar(event(rule), *later), seconds=2.0).events
    except ChildLimitError as error:
        assert error.excess == "time"  # noqa: PT017


@given(
    st.lists(
        st.sampled_from(
            [
                *calendar(vtimezone("x"), event("RRULE:FREQ=DAILY", "RECURRENCE-ID:20260105")).splitlines(),
                b" x",
                b"\xb1",
                b';:"=,',
                b"DTEND:9",
                b"GEO:;;",
            ]
        )
    )
)
def test_lines_in_any_order_are_read(lines):
    found = read(b"\r\n".join(lines))
    assert ical_reading.from_plain(json.loads(json.dumps(ical_reading.to_plain(found)))) == found


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            "DTSTART",
            "DTSTART;TZID=",
            "RRULE",
            "EXDATE",
            "RDATE",
            "DURATION",
            "DTEND",
            "GEO",
            "URL",
            "UID",
            "RECURRENCE-ID",
            "SUMMARY",
            "ORGANIZER;CN=",
            "SEQUENCE",
            "LAST-MODIFIED",
            "CLASS",
            "X-WR-TIMEZONE",
        ]
    ),
)
def test_any_value_is_read(value, name):
    read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260105\n" + name.encode() + b":" + value + b"\nEND:VEVENT")
    read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + name.encode() + b":" + value + b"\nDTSTART:20260105\nEND:VEVENT")


# Sentences


def test_every_problem_has_a_sentence():
    for kind in ProblemKind:
        assert ical_intake.sentence(ical_reading.Problem("", kind)).endswith(".")


def test_problems_beyond_two_hundred_are_summed_up():
    found = read(
        calendar(*[event(uid=str(number), title=f"SUMMARY:{number}", start="DTSTART:x") for number in range(500)])
    )
    assert len(found.problems) == 201
    assert found.problems[-1].kind == ProblemKind.MORE_PROBLEMS
