from datetime import date

import time_machine

from podworko.organisations.choices import Status
from podworko.resources.actions.freshness import accept_reply, undo_reply
from podworko.resources.models import FreshnessReply
from tests.factories import AreaFactory
from tests.register import form_on
from tests.resources.fresh import TUESDAY, an_entry, give_address, links_in, run_asking, turn_on


@time_machine.travel(TUESDAY, tick=False)
def test_coordinator_is_asked_and_the_entry_is_marked_and_kept(client, db, mailoutbox):
    azory = AreaFactory(name="Azory")
    club = an_entry(azory, "Klub", assured_date=date(2025, 11, 1))
    give_address(club)
    turn_on(azory)
    run_asking()
    (path,) = links_in(mailoutbox[0], "gone")
    client.post(path, form_on(client.get(path)).filled())
    club.refresh_from_db()
    assert club.status == Status.ACTIVE, "until the coordinator says so"
    reply = FreshnessReply.objects.get()
    assert reply.state == "waiting"
    accept_reply(reply, by=None)
    club.refresh_from_db()
    assert club.status == Status.CLOSED
    assert "napisała to organizacja" in club.status_note
    undo_reply(reply, by=None)
    club.refresh_from_db()
    assert (club.status, club.status_note) == (Status.ACTIVE, "")


@time_machine.travel(TUESDAY, tick=False)
def test_who_has_said_that_it_is_gone_is_not_asked_again(client, db, mailoutbox):
    azory = AreaFactory(name="Azory")
    give_address(an_entry(azory, "Klub"))
    turn_on(azory)
    run_asking()
    (path,) = links_in(mailoutbox[0], "gone")
    client.post(path, form_on(client.get(path)).filled())
    with time_machine.travel("2027-02-01 10:00+01:00", tick=False):
        run_asking()
    assert len(mailoutbox) == 1
