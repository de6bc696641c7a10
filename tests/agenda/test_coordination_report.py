"""What came of coordination: every number is what its records are, and each reader gets their own."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.test import Client

from podworko.agenda import findings
from podworko.agenda.actions.event import cancel_event, change_event
from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.joining import undo_join
from podworko.agenda.coordination_report import Report, period_of
from podworko.agenda.models import Event, Finding
from podworko.core.visibility import Visibility
from podworko.organisations.reach import reach_of
from tests.agenda.test_findings import CLOCK, NEAR, editor_of, planned
from tests.agenda.test_joining import joined, pay
from tests.factories import AreaRoleFactory, ResourceFactory, UserFactory
from tests.portal.pages import titles, words

pytestmark = pytest.mark.django_db
DECEMBER = {"since": "2026-12-01", "until": "2026-12-31"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


@pytest.fixture
def reader(area):
    client = Client()
    client.force_login(AreaRoleFactory(area=area).user)
    return client


def numbers(client, area, **period):
    answer = client.get(f"/{area.slug}/calendar/report.csv", DECEMBER | period)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    return {label: value for _part, label, value in rows[1:]}


def opened(client, area, what, of=""):
    return titles(client.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": what, "of": of}))


def records(client, area, what, of=""):
    page = client.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": what, "of": of})
    return page.text.count('class="entry"')


@pytest.fixture
def joint(area):
    picnic = pay(planned(area, title="Piknik"), "budżet dzielnicy")
    feast = pay(planned(area, NEAR, title="Festyn"), "grant")
    return joined(picnic, feast)


COMMON = "Wspólne, czyli co najmniej dwóch organizatorów"


def test_joint_action_counts_once_and_undoing_takes_it_back(reader, area, joint):
    planned(area, title="Zebranie", audiences=[])
    shown = numbers(reader, area)
    assert shown["Wydarzenia"] == "2"
    assert shown[COMMON] == "1"
    assert shown["Udział wspólnych"] == "50%"
    assert shown["Pary organizacji, które zrobiły coś razem"] == "1"
    assert shown["Opłacone z co najmniej dwóch źródeł"] == "1"
    assert shown["Powstałe z połączenia dwóch"] == "1"
    undo_join(joint, by=None)
    shown = numbers(reader, area)
    assert (shown["Wydarzenia"], shown[COMMON], shown["Udział wspólnych"]) == ("3", "0", "0%")
    assert shown["Powstałe z połączenia dwóch"] == "0"


def test_every_line_with_records_counts_them(reader, area, joint):
    planned(area, title="Gry", rule="FREQ=WEEKLY;COUNT=3")
    planned(area, NEAR, title="Zabawy", rule="FREQ=WEEKLY;COUNT=3")
    findings.refresh(list(Event.objects.values_list("pk", flat=True)))
    found = Finding.objects.present().first()
    decide_finding(found, organisation=None, answer="ask", by=None)
    coordinator = AreaRoleFactory(area=area).user
    report = Report(area, reach_of(coordinator), period_of(date(2026, 12, 1), date(2026, 12, 31), CLOCK.date()))
    checked = 0
    for table in report.tables():
        for line in table.lines:
            if line.what:
                assert str(len(report.records(line.what, line.of))) == line.value, line
                checked += 1
    assert checked > 8


def test_what_was_decided_is_counted_until_the_facts_change(reader, area):
    one = planned(area)
    planned(area, NEAR)
    findings.refresh([one.pk])
    assert numbers(reader, area)["Nikt jeszcze nie odpowiedział"] == "1"
    decide_finding(Finding.objects.get(), organisation=None, answer="fine", reason="inne dzieci", by=None)
    shown = numbers(reader, area)
    assert (shown["Nikt jeszcze nie odpowiedział"], shown["Odpowiedź: wiemy i tak ma być"]) == ("0", "1")
    assert records(reader, area, "answer", "fine") == 1
    change_event(Event.objects.get(pk=one.pk), values={"audiences": ["7-12", "3-6"]}, by=None)
    findings.refresh([one.pk])
    assert numbers(reader, area)["Nikt jeszcze nie odpowiedział"] == "1"


def test_each_reader_gets_what_they_may_see(area):
    own = planned(area, title="Nasze")
    hidden = planned(area, NEAR, title="Tajne", visibility=Visibility.ORGANISATION)
    findings.refresh([own.pk])
    client = Client()
    client.force_login(editor_of(own))
    shown = numbers(client, area)
    assert (shown["Wydarzenia"], shown["Zauważone zbieżności"]) == ("1", "0")
    page = client.get(f"/{area.slug}/calendar/report/records/", DECEMBER | {"what": "events"})
    assert "Tajne" not in page.text
    client.force_login(editor_of(hidden))
    assert numbers(client, area)["Zauważone zbieżności"] == "1"


def test_organiser_that_the_reader_may_not_see_makes_nothing_common(area, joint):
    organisation = joint.absorbed.organisation
    organisation.visibility = Visibility.PRIVATE
    organisation.save()
    client = Client()
    client.force_login(editor_of(joint.kept))
    assert numbers(client, area)[COMMON] == "0"
    assert organisation.name not in client.get(f"/{area.slug}/calendar/report/", DECEMBER).text


def test_cancelled_and_pencilled_do_not_count(reader, area):
    cancel_event(planned(area), reason="deszcz", by=None)
    planned(area, starts=None, ends=None, pencil="w grudniu", candidate_days=["2026-12-08"])
    assert numbers(reader, area)["Wydarzenia"] == "0"
    assert numbers(reader, area)["Udział wspólnych"] == "–"


def test_rooms_are_counted(reader, area):
    event = planned(area)
    room = ResourceFactory(kind="room", organisation=event.organisation, name="Sala", visibility=Visibility.PUBLIC)
    change_event(event, values={"room_id": room.pk}, by=None)
    assert numbers(reader, area)[f"Sala – {event.organisation.name}"] == "1"
    assert records(reader, area, "room", str(room.pk)) == 1


def test_days_are_asked_for_and_turned_round(reader, area):
    planned(area)
    assert numbers(reader, area, since="2026-12-31", until="2026-12-01")["Wydarzenia"] == "1"
    assert numbers(reader, area, since="2026-12-09", until="2026-12-31")["Wydarzenia"] == "0"
    for wrong in ("31.02.2026", "9" * 40, "0001-01-01"):
        assert reader.get(f"/{area.slug}/calendar/report/", {"since": wrong}).status_code == 200


def test_empty_area_says_so(reader, area):
    assert "W tym okresie nic." in words(reader.get(f"/{area.slug}/calendar/report/"))


def test_strangers_are_turned_away(client, area):
    client.force_login(UserFactory())
    assert client.get(f"/{area.slug}/calendar/report/").status_code == 404


def test_an_analyst_reads_no_number_of_what_they_are_not_shown(client, area, joint):
    client.force_login(AreaRoleFactory(area=area, kind="analyst").user)
    shown = numbers(client, area)
    assert shown[COMMON] == "1"
    assert "Zauważone zbieżności" not in shown
