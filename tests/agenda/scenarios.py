"""One run of every action of `agenda`; see tests/test_actions_are_recorded.py."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from podworko.agenda.actions import event, following, harvest, joining, kind, occurrence
from podworko.agenda.actions import event as events
from podworko.agenda.actions import feed as feeds
from podworko.agenda.actions import finding as deciding
from podworko.agenda.actions import finding_mails as mails
from podworko.agenda.actions import follower as followers
from podworko.agenda.actions import picture as pictures
from podworko.agenda.actions import private_calendar as private_calendars
from podworko.agenda.actions import registration as registrations
from podworko.agenda.actions import suggestion as suggestions
from podworko.agenda.choices import FeedTrust, FindingKind, PictureKind
from podworko.agenda.harvesting import arriving
from podworko.agenda.models import Event, Finding
from podworko.core import tokens
from podworko.core.restoring import VERB
from tests.agenda.calendars import calendar, in_days, serving, vevent
from tests.factories import (
    AreaFactory,
    EventFactory,
    EventPictureFactory,
    FeedFactory,
    FollowerFactory,
    OrganisationFactory,
    SignUpFactory,
    UserFactory,
)
from tests.pictures import kept, said

NOT_RECORDED = {
    "agenda/actions/event.py::check": "reads",
    "agenda/actions/event.py::set_relations": "called by the actions",
    "agenda/actions/writing.py": "called by the actions",
    "agenda/actions/carrying.py": "called by the actions",
}
TUESDAY = datetime(2026, 12, 15, 17, tzinfo=UTC)


def series():
    return EventFactory(rule="FREQ=WEEKLY;COUNT=4")


def add_event(by):
    organisation = OrganisationFactory()
    values = {"title": "Festyn", "organisation_id": organisation.pk, "pencil": "w maju"}
    event.add_event(area=organisation.home_area, values=values, by=by)


def changed_kind(by=None):
    return kind.change_kind(new_kind(), values={"name": "Tańce"}, by=by)


def new_kind(by=None):
    return kind.add_kind(area=AreaFactory(), values={"name": "Zabawy"}, by=by)


def move_kind(by):
    first = new_kind()
    kind.add_kind(area=first.area, values={"name": "Tańce"}, by=None)
    kind.move_kind(first, up=False, by=by)


def put_back_occurrence(by):
    weekly = series()
    occurrence.cancel_occurrence(weekly, TUESDAY, reason="remont", by=None)
    occurrence.put_back_occurrence(weekly, TUESDAY, by=by)


SCENARIOS = {
    "agenda/actions/event.py::add_event": add_event,
    "agenda/actions/event.py::change_event": lambda by: event.change_event(
        EventFactory(), values={"title": "Piknik"}, by=by
    ),
    "agenda/actions/event.py::cancel_event": lambda by: event.cancel_event(EventFactory(), reason="deszcz", by=by),
    "agenda/actions/event.py::delete_event": lambda by: event.delete_event(EventFactory(), by=by),
    "agenda/actions/event.py::bring_back_event": lambda by: event.bring_back_event(
        event.delete_event(EventFactory(), by=None), by=by
    ),
    "agenda/actions/kind.py::create_default_kinds": lambda by: kind.create_default_kinds(AreaFactory(), by=by),
    "agenda/actions/kind.py::add_kind": new_kind,
    "agenda/actions/kind.py::change_kind": changed_kind,
    "agenda/actions/kind.py::move_kind": move_kind,
    "agenda/actions/kind.py::restore_kind": lambda by: kind.restore_kind(
        changed_kind(), values={"name": "Zabawy", "position": 0}, by=by, verb=VERB
    ),
    "agenda/actions/kind.py::delete_kind": lambda by: kind.delete_kind(new_kind(), into=None, by=by),
    "agenda/actions/kind.py::bring_back_kind": lambda by: kind.bring_back_kind(
        kind.delete_kind(new_kind(), into=None, by=None), by=by, verb=VERB
    ),
    "agenda/actions/occurrence.py::change_occurrence": lambda by: occurrence.change_occurrence(
        series(), TUESDAY, values={"place_name": "w ogrodzie"}, by=by
    ),
    "agenda/actions/occurrence.py::cancel_occurrence": lambda by: occurrence.cancel_occurrence(
        series(), TUESDAY, reason="remont", by=by
    ),
    "agenda/actions/occurrence.py::put_back_occurrence": put_back_occurrence,
    "agenda/actions/following.py::change_following": lambda by: following.change_following(
        series(), TUESDAY, values={"place_name": "w ogrodzie"}, by=by
    ),
    "agenda/actions/following.py::cancel_following": lambda by: following.cancel_following(
        series(), TUESDAY, reason="remont", by=by
    ),
    "agenda/actions/following.py::end_series": lambda by: following.end_series(series(), TUESDAY, by=by),
    "agenda/actions/following.py::restore_event": lambda by: following.restore_event(
        series(), values={"title": "Festyn"}, by=by, verb="restore_version"
    ),
}

# People without an account

PICNIC = {"title": "Piknik", "day": date(2026, 12, 5), "place_name": "park"}


def suggestion(by):
    return suggestions.suggest_event(area=AreaFactory(), values=PICNIC, token=uuid4(), by=by)


def take_suggestion(by):
    suggested = suggestion(None)
    start = datetime(2026, 12, 5, 17, tzinfo=UTC)
    values = {"title": "Piknik", "starts": start, "ends": start, "organiser_name": "sąsiedzi"}
    suggestions.take_suggestion(suggested, area=suggested.area, values=values, by=by)


def confirm_follower(by):
    token = tokens.new_token()
    FollowerFactory(confirm_digest=tokens.digest(token), confirm_until=timezone.now() + timedelta(days=1))
    followers.confirm_follower(token, by=by)


SCENARIOS |= {
    "agenda/actions/suggestion.py::suggest_event": suggestion,
    "agenda/actions/suggestion.py::take_suggestion": take_suggestion,
    "agenda/actions/suggestion.py::decline_suggestion": lambda by: suggestions.decline_suggestion(
        suggestion(None), reason="Za daleko", by=by
    ),
    "agenda/actions/follower.py::follow_calendar": lambda by: followers.follow_calendar(
        area=AreaFactory(), email="ewa@example.org", values={"audiences": ["seniors"]}, by=by
    ),
    "agenda/actions/follower.py::confirm_follower": confirm_follower,
    "agenda/actions/follower.py::change_follower": lambda by: followers.change_follower(
        FollowerFactory(), values={"language": "uk"}, by=by
    ),
    "agenda/actions/follower.py::stop_following": lambda by: followers.stop_following(FollowerFactory(), by=by),
}

# Who has registered


def registered(**values):
    return SignUpFactory(event=EventFactory(registration="here"), **values)


def first_time(event):
    return event.occurrences.get().original


def register(by):
    event = EventFactory(registration="here")
    values = {"name": "Ewa Nowak", "people": 2, "email": "ewa@example.org"}
    registrations.register(event, first_time(event), values=values, token=uuid4(), by=by)


def add_registration(by):
    event = EventFactory(registration="here")
    values = {"name": "Ewa Nowak", "people": 2, "phone": "12 000 00 00"}
    registrations.add_registration(event, first_time(event), values=values, token=uuid4(), by=by)


def mark_told(by):
    row = registered(email="", phone="12 000 00 00")
    events.cancel_event(row.sign_up_list.event, reason="deszcz", by=None)
    row.refresh_from_db()
    registrations.mark_told(row, by=by)


def mark_came(by):
    row = registered(people=2)
    registrations.mark_came(row.sign_up_list, came={row.pk: 2}, by=by)


SCENARIOS |= {
    "agenda/actions/registration.py::register": register,
    "agenda/actions/registration.py::add_registration": add_registration,
    "agenda/actions/registration.py::change_registration": lambda by: registrations.change_registration(
        registered(), values={"people": 2}, by=by
    ),
    "agenda/actions/registration.py::withdraw_registration": lambda by: registrations.withdraw_registration(
        registered(), by=by
    ),
    "agenda/actions/registration.py::mark_told": mark_told,
    "agenda/actions/registration.py::mark_came": mark_came,
}

# Private calendars


def private_calendar(by):
    return private_calendars.make_private_calendar(UserFactory(), area=AreaFactory(), name="telefon", by=by)


SCENARIOS |= {
    "agenda/actions/private_calendar.py::make_private_calendar": private_calendar,
    "agenda/actions/private_calendar.py::revoke_private_calendar": lambda by: (
        private_calendars.revoke_private_calendar(private_calendar(None), by=by)
    ),
}

# Calendars of others

NOT_RECORDED |= {
    "agenda/actions/feed_writing.py": "what the actions over calendars of others share",
    "agenda/actions/feed.py::keep_calendar_file": "an uploaded file, in nobody's calendar until it is accepted",
    "agenda/actions/feed.py::forget_calendar_files": "uploaded files that nobody accepted",
}


def harvested(by=None, **values):
    with serving(calendar(vevent("szachy", "Szachy", in_days(8)))) as source:
        feed = FeedFactory(address=source.address, **values)
        return harvest.harvest_feed(feed, by=by, network=source.network)


def harvested_event(**values):
    return Event.objects.get(feed=harvested(**values))


def add_feed(by):
    organisation = OrganisationFactory()
    values = {"organisation_id": organisation.pk, "label": "Klub", "address": "https://klub.example/x.ics"}
    return feeds.add_feed(area=organisation.home_area, values=values, by=by)


def corrected_event(by):
    event = harvested_event()
    events.change_event(event, values={"title": "Szachy i warcaby"}, by=None)
    harvest.follow_source(event, by=by)


def imported(by=None):
    organisation = OrganisationFactory()
    reading = arriving.read(calendar(vevent("szachy", "Szachy", in_days(8))), timezone.now())
    file = feeds.keep_calendar_file(
        area=organisation.home_area, name="klub.ics", reading=reading.plain(), by=by or UserFactory()
    )
    values = {"organisation_id": organisation.pk, "label": "Klub", "trust": FeedTrust.THROUGH}
    return harvest.import_calendar(file, values=values, by=by)


SCENARIOS |= {
    "agenda/actions/feed.py::add_feed": add_feed,
    "agenda/actions/feed.py::change_feed": lambda by: feeds.change_feed(
        FeedFactory(), values={"label": "Inny"}, by=by
    ),
    "agenda/actions/feed.py::delete_feed": lambda by: feeds.delete_feed(FeedFactory(), by=by),
    "agenda/actions/feed.py::bring_back_feed": lambda by: feeds.bring_back_feed(
        feeds.delete_feed(FeedFactory(), by=None), by=by, verb=VERB
    ),
    "agenda/actions/harvest.py::harvest_feed": harvested,
    "agenda/actions/harvest.py::accept_events": lambda by: harvest.accept_events(
        [harvested_event(trust=FeedTrust.REVIEW)], by=by
    ),
    "agenda/actions/harvest.py::dismiss_events": lambda by: harvest.dismiss_events(
        [harvested_event(trust=FeedTrust.REVIEW)], by=by
    ),
    "agenda/actions/harvest.py::follow_source": corrected_event,
    "agenda/actions/harvest.py::import_calendar": imported,
    "agenda/actions/harvest.py::undo_import": lambda by: harvest.undo_import(imported(), by=by),
}

# What events have to do with each other


def found(**values):
    area = AreaFactory()
    first, second = (
        EventFactory(organisation=OrganisationFactory(home_area=area, visibility="public"), visibility="public")
        for _ in range(2)
    )
    first_at = timezone.now() + timedelta(days=9)
    common = {"kind": FindingKind.JOIN, "strength": 2, "first_at": first_at, "last_at": first_at, "facts_hash": "0"}
    return Finding.objects.create(first=first, second=second, **{**common, **values})


def decided(by=None):
    finding = found()
    return deciding.decide_finding(finding, organisation=finding.first.organisation, answer="ask", by=by)


def proposed(by=None):
    finding = found()
    return joining.propose_join(
        kept=finding.first,
        absorbed=finding.second,
        finding=finding,
        proposed_for=finding.first.organisation,
        values={"message": "Zróbmy to razem"},
        by=by,
    )


SCENARIOS |= {
    "agenda/actions/finding.py::decide_finding": decided,
    "agenda/actions/finding.py::take_back_decision": lambda by: deciding.take_back_decision(decided(), by=by),
    "agenda/actions/finding.py::change_limits": lambda by: deciding.change_limits(
        AreaFactory(), values={"join_metres": 500}, by=by
    ),
    "agenda/actions/joining.py::propose_join": proposed,
    "agenda/actions/joining.py::answer_join": lambda by: joining.answer_join(proposed(), answer="joined", by=by),
    "agenda/actions/joining.py::undo_join": lambda by: joining.undo_join(
        joining.answer_join(proposed(), answer="joined", by=None), by=by
    ),
}
NOT_RECORDED |= {
    "agenda/actions/joining.py::check_joinable": "reads",
    "agenda/actions/joining.py::part_for_deletion": "called by delete_event",
    "agenda/actions/joining.py::join_again": "called by bring_back_event",
}

# Pictures


def two_photos():
    first = EventPictureFactory()
    return first, EventPictureFactory(event=first.event)


def deleted_photo():
    return pictures.delete_picture(EventPictureFactory(), by=None)


SCENARIOS |= {
    "agenda/actions/picture.py::add_picture": lambda by: pictures.add_picture(
        EventFactory(), kind=PictureKind.POSTER, file=kept(), values=said(), by=by
    ),
    "agenda/actions/picture.py::change_picture": lambda by: pictures.change_picture(
        EventPictureFactory(), values={"author": "Jan"}, by=by
    ),
    "agenda/actions/picture.py::restore_picture": lambda by: pictures.restore_picture(
        EventPictureFactory(), values={"author": "Jan"}, by=by, verb=VERB
    ),
    "agenda/actions/picture.py::show_picture": lambda by: pictures.show_picture(EventPictureFactory(), by=by),
    "agenda/actions/picture.py::hide_picture": lambda by: pictures.hide_picture(
        EventPictureFactory(shown=True), by=by
    ),
    "agenda/actions/picture.py::move_picture": lambda by: pictures.move_picture(two_photos()[1], is_up=True, by=by),
    "agenda/actions/picture.py::delete_picture": lambda by: pictures.delete_picture(EventPictureFactory(), by=by),
    "agenda/actions/picture.py::bring_back_picture": lambda by: pictures.bring_back_picture(deleted_photo(), by=by),
}
NOT_RECORDED |= {
    "agenda/actions/picture.py::check": "reads",
    "agenda/actions/picture.py::carry_over": "called by what divides a series; see test_add_picture.py",
    "agenda/actions/picture.py::forget_lost_pictures": "called by bring_back_event; see test_delete_picture.py",
}

SCENARIOS |= {
    "agenda/actions/finding_mails.py::choose_mails": lambda by: mails.choose_mails(
        UserFactory(), wanted="daily", by=by
    ),
    "agenda/actions/finding_mails.py::stop_mails": lambda by: mails.stop_mails(mails.mails_of(UserFactory()), by=by),
    "agenda/actions/finding_mails.py::resume_mails": lambda by: mails.resume_mails(
        mails.choose_mails(UserFactory(), wanted="never", by=None), by=by
    ),
}
NOT_RECORDED |= {
    "agenda/actions/finding_mails.py::mails_of": "makes a secret for a link when it is first needed",
    "agenda/actions/finding_mails.py::wanted_by": "reads",
}
