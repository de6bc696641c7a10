"""An estate whose register is kept true: settings, offices with an address, the mail and its links."""

import re
from datetime import date

from django.utils import timezone

from podworko.core.visibility import Visibility
from podworko.organisations.choices import LegalBasis
from podworko.resources import freshness_sending
from podworko.resources.models import FreshnessSettings
from podworko.resources.schedule import ask_organisations
from tests.factories import ContactFactory, ContactFieldFactory, OrganisationFactory

TUESDAY = "2026-11-24 10:00+01:00"


def turn_on(area, **values):
    return FreshnessSettings.objects.create(area=area, **{"is_on": True, **values})


def give_address(organisation, value="sekretariat@szkola.example", **values):
    """Give an organisation the address of its office, confirmed lately."""
    contact = ContactFactory(organisation=organisation)
    given = {"kind": "email", "visibility": Visibility.PUBLIC, "legal_basis": LegalBasis.NOT_PERSONAL, **values}
    return ContactFieldFactory(contact=contact, value=value, **{"notice_date": date(2026, 11, 1), **given})


def an_entry(area, name, **values):
    return OrganisationFactory(home_area=area, name=name, **{"visibility": Visibility.PUBLIC, **values})


def run_asking():
    """What an hour of the schedule does: ask, and send what was put into the queue."""
    ask_organisations.call()
    return [freshness_sending.send(pk) for pk in freshness_sending.whom(timezone.localdate())]


def links_in(mail, what="current"):
    """Return the paths of the links of one kind in a mail, in order."""
    return re.findall(rf"https?://[^/\s]+(/\S+/{what}/)", mail.body)


def leave_link(mail):
    return re.search(r"https?://[^/\s]+(/accounts/freshness-mails/\S+/)", mail.body).group(1)
