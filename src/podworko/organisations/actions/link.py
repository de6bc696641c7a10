"""Changes of who has to do with whom."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from podworko.core import audit, deletion, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions.writing import announce, changing, check_known
from podworko.organisations.models import Link, Organisation
from podworko.places import validity
from podworko.places.models import Area, Dated

OWN_FIELDS = ("level", "note", "visibility", "starts", "ends", "date_note", "source")


def add_link(  # noqa: PLR0913 – what a link is made of
    *,
    area: Area,
    first: Organisation,
    second: Organisation,
    values: Values,
    by: Actor | None,
    token: UUID | None = None,
) -> Link:
    """Write down that two organisations have to do with one another. `token` as in `core.submission`.

    Raises:
        ValidationError: It joins one with itself, ends before it begins, or is written down already.
    """
    check_known(values, OWN_FIELDS)
    with changing(first, second):
        claimed = submission.claim(token, by=by)
        link = Link(area=area, first=first, second=second, entered_by_id=by.pk if by else None, **_dated(values))
        check_link(link)
        audit.create(link, verb="add_link", by=by)
        submission.made(claimed, link.pk)
    return link


def change_link(
    link: Link, *, values: Values, by: Actor | None, version: int | None = None, verb: str = "change_link"
) -> Link:
    """Give a link new values; `version`: what it must still be (audit.StaleVersionError otherwise)."""
    check_known(values, OWN_FIELDS)
    with changing(link.first, link.second):
        fresh = audit.lock(link, version)
        wanted = _dated({name: getattr(fresh, name) for name in OWN_FIELDS} | dict(values))
        check_link(Link(**{**audit.snapshot(fresh), **wanted}))
        audit.change(fresh, wanted, verb=verb, by=by)
    return fresh


def step_link(link: Link, *, level: str, since: str, by: Actor | None) -> Link:
    """End a link where two come closer or drift apart, and begin the next one; return that.

    `since`: when, in the notation of `places.validity`.
    """
    with changing(link.first, link.second):
        fresh = audit.lock(link)
        if level == fresh.level:
            raise ValidationError({"level": _("To ten sam stopień. Wybierz inny.")})
        change_link(fresh, values={"ends": validity.before(since)}, by=by, verb="step_link")
        values = {"level": level, "starts": since, "visibility": fresh.visibility, "note": fresh.note}
        following = Link(
            area=fresh.area,
            first=fresh.first,
            second=fresh.second,
            entered_by_id=by.pk if by else None,
            **_dated(values),
        )
        check_link(following, besides=fresh.pk)
        return audit.create(following, verb="step_link", by=by)


def delete_link(link: Link, *, by: Actor | None) -> AuditEntry:
    """Delete a link; return the history entry that brings it back."""
    with changing(link.first, link.second):
        return deletion.delete(audit.lock(link), verb="delete_link", by=by)


def bring_back_link(entry: AuditEntry, *, by: Actor | None, verb: str = "restore_version") -> models.Model:
    """Bring back a link that was deleted."""
    with transaction.atomic():
        link = deletion.bring_back(entry, verb=verb, by=by)
        if isinstance(link, Link):
            announce([link.first_id, link.second_id])
    return link


def check_link(link: Link, besides: int = 0) -> None:
    """Refuse a link that says nothing, or says again what is known."""
    if link.first_id == link.second_id:
        raise ValidationError({"second": _("To ta sama organizacja. Wybierz dwie różne.")})
    if not validity.is_in_order(link.starts, link.ends):
        raise ValidationError({"ends": _("Ta data jest wcześniejsza niż początek.")})
    pair = Q(first=link.first_id, second=link.second_id) | Q(first=link.second_id, second=link.first_id)
    same = Link.objects.filter(pair, area=link.area_id, level=link.level).exclude(pk__in=[link.pk or 0, besides])
    if same.filter(starts=link.starts, ends=link.ends).exists():
        raise ValidationError(_("To powiązanie już tu jest, z tym samym stopniem i datami."), code="known")


def _dated(values: Values) -> dict[str, object]:
    """Add the days between which the dates lie."""
    wanted = {"visibility": Visibility.PARTNERS, "starts": "", "ends": "", **values}
    return {**wanted, **Dated.dates(str(wanted["starts"]), str(wanted["ends"]))}
