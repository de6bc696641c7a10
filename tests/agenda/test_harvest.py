"""What follows here from what calendars of others say."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from podworko.agenda import schedule
from podworko.agenda.actions import event as events
from podworko.agenda.actions import harvest
from podworko.agenda.actions.feed import add_feed, delete_feed
from podworko.agenda.choices import EventStatus, ExceptionKind, FeedTrust, Review
from podworko.agenda.feed_models import EVERY, LONGEST_PAUSE
from podworko.agenda.harvesting import arriving
from podworko.agenda.models import Event, Feed, FeedMemory, Occurrence
from podworko.core.jobs.worker import run_all_due
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions import organisation as organisations
from tests.agenda.calendars import calendar, in_days, vevent
from tests.factories import FeedFactory

pytestmark = pytest.mark.django_db

YOGA = ("joga", "Joga dla seniorów", in_days(7))
CHESS = ("szachy", "Szachy", in_days(8))
FILM = ("film", "Film", in_days(9))


@pytest.fixture
def feed(source):
    return FeedFactory(address=source.address, label="Biblioteka")


def three(source):
    source.give(vevent(*YOGA), vevent(*CHESS), vevent(*FILM))


def read(feed, **options):
    feed.refresh_from_db()
    return harvest.harvest_feed(feed, by=None, **options)


def found(title):
    return Event.objects.get(title=title)


def titles(**conditions):
    return set(Event.objects.filter(**conditions).values_list("title", flat=True))


def test_events_come_with_what_their_feed_says_of_all_of_them(feed, source):
    feed.rules = [{"text": "senior", "audiences": ["60+", "seniors"], "kind_id": None}]
    feed.audiences = ["everyone"]
    feed.save()
    source.give(vevent(*YOGA, "DESCRIPTION:Weź matę.", "URL:https://biblioteka.example/joga"), vevent(*CHESS))
    done = read(feed)
    assert done.last_error == ""
    assert (done.brought["new"], done.brought["same"]) == (2, 0)
    event = found("Joga dla seniorów")
    assert event.organisation == feed.organisation
    assert event.audiences == ["60+", "seniors"]
    assert (event.place_name, event.description) == ("Biblioteka", "Weź matę.")
    assert event.starts == in_days(7).replace(tzinfo=UTC)
    assert (event.visibility, event.status, event.source) == ("public", "confirmed", "Biblioteka")
    assert found("Szachy").audiences == ["everyone"]
    assert event.occurrences.count() == 1
    assert event.block


def test_new_events_wait_where_their_feed_is_not_trusted(feed, source):
    Feed.objects.filter(pk=feed.pk).update(trust=FeedTrust.REVIEW)
    three(source)
    read(feed)
    assert titles(review=Review.WAITING) == {"Joga dla seniorów", "Szachy", "Film"}
    assert not Occurrence.objects.exists()
    assert not Event.objects.exclude(block="").exists()
    assert not Event.objects.exclude(visibility=Visibility.ORGANISATION).exists()
    harvest.accept_events([found("Szachy")], by=None)
    assert found("Szachy").visibility == Visibility.PUBLIC
    assert found("Szachy").occurrences.count() == 1


def test_a_second_reading_changes_nothing(feed, source):
    three(source)
    read(feed)
    before = AuditEntry.objects.count()
    # Not even when the file differs in what says nothing of the events.
    source.content = source.content.replace(b"20261101T000000Z", b"20261102T000000Z")
    read(feed)
    source.content = source.content.replace(b"PRODID:-//test//", b"PRODID:-//other//")
    done = read(feed)
    assert (done.brought["new"], done.brought["changed"], done.brought["same"]) == (0, 0, 3)
    assert AuditEntry.objects.count() == before


def test_an_answer_unchanged_is_not_read(feed, source, monkeypatch):
    source.etag = '"eins"'
    three(source)
    read(feed)
    monkeypatch.setattr(arriving, "read", None)
    done = read(feed)
    assert done.last_error == ""
    assert source.asked[-1]["If-None-Match"] == '"eins"'
    source.etag = ""
    # The same content under no tag is not read either.
    assert read(done).last_error == ""
    assert Event.objects.count() == 3


def test_what_changes_at_the_source_changes_here(feed, source):
    three(source)
    read(feed)
    before = found("Szachy")
    source.give(vevent(*YOGA), vevent("szachy", "Szachy", in_days(8, 18)), vevent(*FILM))
    done = read(feed)
    assert done.brought["changed"] == 1
    after = found("Szachy")
    assert after.pk == before.pk
    assert after.starts == in_days(8, 18).replace(tzinfo=UTC)
    assert after.sequence == before.sequence + 1
    assert after.corrected_fields == []
    assert AuditEntry.objects.filter(verb="harvest_feed", object_id=after.pk).count() == 2


def test_events_are_known_again_when_all_their_names_change(feed, source):
    three(source)
    read(feed)
    known = set(Event.objects.values_list("pk", flat=True))
    renamed = [(f"{uid}-nowy", *rest) for uid, *rest in (YOGA, CHESS, FILM)]
    source.give(*(vevent(*each) for each in renamed))
    done = read(feed)
    assert (done.brought["new"], done.brought["cancelled"]) == (0, 0)
    assert set(Event.objects.values_list("pk", flat=True)) == known
    assert found("Film").feed_key == "film-nowy"
    source.give(*(vevent(*each) for each in renamed[:2]))
    read(feed)
    assert found("Film").status == EventStatus.CANCELLED


def test_what_is_deleted_at_the_source_is_cancelled_here_and_may_come_back(feed, source):
    three(source)
    read(feed)
    source.give(vevent(*YOGA), vevent(*CHESS))
    done = read(feed)
    assert done.brought["cancelled"] == 1
    film = found("Film")
    assert film.status == EventStatus.CANCELLED
    assert film.status_reason == "Zniknęło z kalendarza: Biblioteka."
    assert film.occurrences.get().is_cancelled
    three(source)
    read(feed)
    film.refresh_from_db()
    assert (film.status, film.status_reason) == (EventStatus.CONFIRMED, "")
    assert Event.objects.count() == 3


def test_what_has_been_stays_as_it_was(feed, source):
    three(source)
    read(feed)
    past = timezone.now() - timedelta(days=30)
    Occurrence.objects.filter(event=found("Film")).update(starts=past, ends=past)
    source.give(vevent(*YOGA), vevent(*CHESS))
    assert read(feed).brought["cancelled"] == 0
    assert found("Film").status == EventStatus.CONFIRMED


def test_a_series_that_is_deleted_keeps_the_times_that_have_been(feed, source):
    weekly = vevent("klub", "Klub", in_days(-15), "RRULE:FREQ=WEEKLY")
    source.give(weekly, vevent(*YOGA), vevent(*CHESS))
    read(feed)
    ahead = Occurrence.objects.filter(event__title="Klub", starts__gte=timezone.now()).count()
    source.give(vevent(*YOGA), vevent(*CHESS))
    read(feed)
    has_been = Occurrence.objects.filter(event__title="Klub", starts__lt=timezone.now())
    to_come = Occurrence.objects.filter(event__title="Klub", starts__gte=timezone.now())
    assert (has_been.count(), has_been.filter(is_cancelled=True).count()) == (3, 0)
    assert (to_come.count(), to_come.filter(is_cancelled=False).count()) == (ahead, 0)
    source.give(weekly, vevent(*YOGA), vevent(*CHESS))
    read(feed)
    assert Event.objects.filter(title="Klub").count() == 1
    assert to_come.filter(is_cancelled=False).count() == ahead


@pytest.mark.parametrize("left", [[], [YOGA]])
def test_a_calendar_that_lost_most_of_what_was_to_come_is_not_believed(feed, source, left):
    three(source)
    read(feed)
    source.give(*(vevent(*each) for each in left))
    done = read(feed)
    assert done.missing == 3 - len(left)
    assert not Event.objects.filter(status=EventStatus.CANCELLED).exists()
    # Asking again does not make it true, but somebody may say that it is.
    assert read(feed).missing == 3 - len(left)
    done = read(feed, is_sure=True)
    assert done.missing == 0
    assert Event.objects.filter(status=EventStatus.CANCELLED).count() == 3 - len(left)


def test_a_local_correction_survives_and_may_be_given_up(feed, source):
    three(source)
    read(feed)
    events.change_event(found("Szachy"), values={"title": "Szachy i warcaby"}, by=None)
    source.give(vevent(*YOGA), vevent("szachy", "SZACHY!", in_days(8, 18), "DESCRIPTION:x"), vevent(*FILM))
    read(feed)
    event = found("Szachy i warcaby")
    assert event.corrected_fields == ["title"]
    assert (event.starts, event.description) == (in_days(8, 18).replace(tzinfo=UTC), "x")
    harvest.follow_source(event, by=None)
    event.refresh_from_db()
    assert (event.title, event.corrected_fields) == ("SZACHY!", [])


def test_a_time_corrected_here_is_not_mixed_with_another_from_the_source(feed, source):
    three(source)
    read(feed)
    event = found("Film")
    times = {"starts": in_days(9, 20).replace(tzinfo=UTC), "ends": in_days(9, 22).replace(tzinfo=UTC)}
    events.change_event(event, values=times, by=None)
    source.give(vevent(*YOGA), vevent(*CHESS), vevent("film", "Film", in_days(3), "RRULE:FREQ=WEEKLY"))
    read(feed)
    event.refresh_from_db()
    assert (event.starts, event.rule) == (in_days(9, 20).replace(tzinfo=UTC), "")


def test_what_was_cancelled_here_stays_cancelled(feed, source):
    three(source)
    read(feed)
    events.cancel_event(found("Film"), reason="Awaria", by=None)
    source.give(vevent(*YOGA), vevent(*CHESS), vevent("film", "Film", in_days(10)))
    read(feed)
    assert (found("Film").status, found("Film").status_reason) == (EventStatus.CANCELLED, "Awaria")


def test_what_was_deleted_here_stays_away_until_it_changes_at_the_source(feed, source):
    three(source)
    read(feed)
    events.delete_event(found("Film"), by=None)
    source.give(vevent(*YOGA), vevent(*CHESS), vevent(*FILM), vevent("nowe", "Nowe", in_days(20)))
    done = read(feed)
    assert titles() == {"Joga dla seniorów", "Szachy", "Nowe"}
    assert done.brought["passed"] == {"deleted_here": 1}
    source.give(vevent(*YOGA), vevent(*CHESS), vevent("film", "Film", in_days(10)))
    read(feed)
    assert found("Film").starts == in_days(10).replace(tzinfo=UTC)
    assert not FeedMemory.objects.exists()


def test_what_was_dismissed_waits_again_once_it_changes(feed, source):
    Feed.objects.filter(pk=feed.pk).update(trust=FeedTrust.REVIEW)
    three(source)
    read(feed)
    harvest.dismiss_events([found("Film")], by=None)
    source.give(vevent(*YOGA), vevent(*CHESS), vevent(*FILM), vevent("nowe", "Nowe", in_days(20)))
    read(feed)
    assert found("Film").review == Review.DISMISSED
    source.give(vevent(*YOGA), vevent(*CHESS), vevent("film", "Film", in_days(10)))
    read(feed)
    assert found("Film").review == Review.WAITING
    # „Nowe” had never been accepted: it is not cancelled but gone.
    assert "Nowe" not in titles()


def test_what_is_private_is_never_taken_and_what_becomes_private_goes(feed, source):
    source.give(vevent(*YOGA, "CLASS:PRIVATE"), vevent(*CHESS), vevent(*FILM))
    done = read(feed)
    assert titles() == {"Szachy", "Film"}
    assert done.brought["passed"] == {"private": 1}
    assert "Joga" not in str(done.brought)
    source.give(vevent(*CHESS, "CLASS:CONFIDENTIAL"), vevent(*FILM))
    read(feed)
    assert titles() == {"Film"}


def test_single_times_follow_their_source_but_not_those_changed_here(feed, source):
    first = in_days(7)
    series = vevent("klub", "Klub", first, "RRULE:FREQ=WEEKLY;COUNT=4")

    def moved(weeks, hour):
        original = first + timedelta(weeks=weeks)
        start = original.replace(hour=hour)
        return vevent("klub", "Klub", start, f"RECURRENCE-ID;TZID=Europe/Warsaw:{original:%Y%m%dT%H%M%S}")

    source.give(series, moved(1, 19), moved(2, 19))
    read(feed)
    event = found("Klub")
    assert [one.starts.hour for one in event.exceptions.all()] == [19, 19]
    own = event.exceptions.last()
    own.kind, own.reason, own.starts, own.ends = ExceptionKind.CANCELLED, "Święto", None, None
    own.save()
    source.give(series, moved(1, 20), moved(2, 20))
    read(feed)
    assert [(one.kind, one.starts and one.starts.hour) for one in event.exceptions.all()] == [
        ("changed", 20),
        ("cancelled", None),
    ]
    source.give(series)
    read(feed)
    assert [one.kind for one in event.exceptions.all()] == ["cancelled"]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"<html>Nie ma</html>", 200, "To nie jest kalendarz."),
        (calendar(vevent(*YOGA))[:-40], 200, "Kalendarz urywa się przed końcem."),
        (b"", 404, "Pod tym adresem nic nie ma."),
        (b"", 503, "Strona ma teraz kłopoty."),
    ],
)
def test_a_broken_calendar_keeps_what_there_was_and_says_so(feed, source, content, status, said):
    three(source)
    read(feed)
    source.content, source.status = content, status
    done = read(feed)
    assert done.last_error.startswith(said)
    assert done.failures == 1
    assert done.last_success < done.last_tried
    assert titles(status=EventStatus.CONFIRMED) == {"Joga dla seniorów", "Szachy", "Film"}
    source.status = 200
    three(source)
    assert (read(feed).failures, feed.last_error) == (0, "")


def test_a_hostile_calendar_changes_nothing(feed, source, monkeypatch):
    three(source)
    read(feed)
    monkeypatch.setattr(arriving, "SECONDS", 1.5)
    # 5 MB at most come, but rules may cost any time.
    rule = "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR;BYHOUR=1,2,3,4;BYMINUTE=1,2,3"
    source.give(*(vevent(f"{number}", "Zło", in_days(5), rule) for number in range(4000)))
    done = read(feed)
    assert done.last_error == "Ten plik jest zbyt złożony: jego czytanie trwało za długo."
    assert titles(status=EventStatus.CONFIRMED) == {"Joga dla seniorów", "Szachy", "Film"}


def test_what_cannot_be_kept_is_passed_over_with_its_reason(feed, source):
    source.give(
        vevent(*CHESS),
        vevent("dawne", "Dawne", in_days(-40)),
        vevent("bez", "", in_days(5)),
        vevent("zbyt", "Zbyt często", in_days(5), "RRULE:FREQ=DAILY;BYHOUR=8,12,16"),
    )
    done = read(feed)
    assert done.brought["passed"] == {"past": 1, "no_title": 1, "too_many_times": 1}
    assert done.brought["examples"]["too_many_times"] == ["Zbyt często"]
    assert titles() == {"Szachy"}


def test_what_is_already_here_does_not_come_twice(feed, source):
    three(source)
    read(feed)
    again = FeedFactory(organisation=feed.organisation, address=f"{source.address}?drugi")
    assert read(again).brought["passed"] == {"already_here": 3}
    # A feed that was forgotten takes up its events when it is added anew.
    delete_feed(feed, by=None)
    values = {"organisation_id": feed.organisation_id, "label": "x", "address": source.address}
    anew = add_feed(area=feed.area, values=values, by=None)
    done = read(anew)
    assert done.brought["new"] == 0
    assert Event.objects.filter(feed=anew).count() == 3


def test_of_two_at_once_one_does_the_work(feed, source):
    three(source)
    one, other = Feed.objects.get(pk=feed.pk), Feed.objects.get(pk=feed.pk)
    harvest.harvest_feed(one, by=None)
    # The other had begun before the first was done.
    done = harvest.harvest_feed(other, by=None)
    assert done.last_error == ""
    assert done.brought["new"] == 3
    assert Event.objects.count() == 3


def test_a_feed_whose_organisation_was_deleted_rests_and_says_why(feed, source):
    three(source)
    read(feed)
    organisations.delete_organisation(feed.organisation, by=None)
    done = read(feed)
    assert done.last_error.startswith("Organizacji, do której należał ten kalendarz")
    assert Event.objects.count() == 3
    assert len(source.asked) == 1


def test_the_schedule_asks_each_calendar_when_it_is_due_and_later_after_failures(feed, source):
    three(source)
    FeedFactory(is_active=False)
    assert schedule.harvest_due.call() == 1
    assert schedule.harvest_due.call() == 1
    # Two jobs, one question; and one look at what the new events coincide with.
    assert run_all_due() == 3
    assert len(source.asked) == 1
    assert schedule.harvest_due.call() == 0
    feed.refresh_from_db()
    assert feed.next_try - feed.last_tried == EVERY
    feed.failures = 2
    assert feed.next_try - feed.last_tried == 4 * EVERY
    feed.failures = 50
    assert feed.next_try - feed.last_tried == LONGEST_PAUSE


def test_a_large_calendar_comes_in_portions_each_whole(feed, source, monkeypatch):
    monkeypatch.setattr(harvest, "PORTION", 2)
    three(source)
    done = read(feed)
    assert (done.brought["new"], done.brought["same"]) == (3, 0)
    source.give(
        vevent("joga", "Joga", in_days(7)),
        vevent("szachy", "Szachy dla wszystkich", in_days(8)),
        vevent("a", "A", in_days(8)),
        vevent("b", "B", in_days(8)),
        vevent("zle", "Złe", in_days(8), "RRULE:FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 3)),
    )
    done = read(feed)
    assert {name: done.brought[name] for name in ("new", "changed", "same", "cancelled")} == {
        "new": 3,
        "changed": 2,
        "same": 0,
        "cancelled": 1,
    }


def test_what_does_not_fit_our_fields_is_passed_over_once(feed, source, monkeypatch):
    monkeypatch.setattr(harvest, "PORTION", 1)
    days = ",".join(f"{number}{day}" for number in range(-4, 5) if number for day in ("MO", "TU", "WE", "TH", "FR"))
    long = f"RRULE:FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, range(1, 32)))};BYMONTH=1,2,3,4;BYDAY={days}"
    weeks = f";BYYEARDAY={','.join(map(str, range(1, 90)))}"
    source.give(vevent("za-dluga", "Za długa", in_days(7), long.replace("MONTHLY", "YEARLY") + weeks), vevent(*CHESS))
    done = read(feed)
    assert done.brought["new"] == 1
    assert titles() == {"Szachy"}
    assert sum(done.brought["passed"].values()) == 1


def test_a_series_that_has_gone_on_for_decades_still_has_its_times_to_come(feed, source):
    source.give(vevent("msza", "Msza", in_days(-30 * 365), "RRULE:FREQ=DAILY"))
    assert read(feed).brought["new"] == 1
    occurrences = Occurrence.objects.filter(event__title="Msza")
    assert occurrences.count() == 1000
    assert occurrences.filter(starts__gte=timezone.now()).count() > 730
