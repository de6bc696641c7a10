"""Private calendars: made and revoked by the person whose they are."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from podworko.accounts.models import User
from podworko.agenda.models import PrivateCalendar
from podworko.core import audit, tokens
from podworko.core.audit import Actor
from podworko.core.text import squeeze
from podworko.places.models import Area

MOST = 10
"""Addresses of one person."""


@transaction.atomic
def make_private_calendar(user: User, *, area: Area, name: str, by: Actor | None) -> PrivateCalendar:
    """Give a person a secret address of an area's calendar; raise ValidationError if they have too many."""
    if PrivateCalendar.objects.filter(user=user).count() >= MOST:
        raise ValidationError(_("To już dziesięć adresów. Cofnij ten, którego nie używasz."), code="too_many")
    made = PrivateCalendar(user=user, area=area, name=squeeze(name))
    made.key_digest = tokens.digest(made.key)
    made.full_clean()
    made.save()
    audit.record(made, verb="make_private_calendar", before=None, after={"area_id": area.pk}, by=by)
    return made


@transaction.atomic
def revoke_private_calendar(calendar: PrivateCalendar, *, by: Actor | None) -> None:
    """Let a secret address open nothing any more; one that is gone already stays gone."""
    found = PrivateCalendar.objects.select_for_update().filter(pk=calendar.pk).first()
    if found is None:
        return
    before = {"area_id": found.area_id}
    audit.record(found, verb="revoke_private_calendar", before=before, after=None, by=by)
    found.delete()
