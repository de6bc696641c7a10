"""Changes of pictures of events: added, described, shown, put in order, deleted, brought back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda.actions.writing import changing
from podworko.agenda.choices import PeopleShown, PictureGround, PictureKind
from podworko.agenda.models import Event, EventPicture
from podworko.agenda.picture_models import MOST_PHOTOS
from podworko.core import audit, deletion, pictures, submission
from podworko.core.audit import Actor, Values
from podworko.core.models import AuditEntry
from podworko.organisations.actions.writing import check_known

FIELDS = ("alternative_text", "author", "ground", "ground_note", "people", "consent_note", "is_permitted")
RESTORED = (*FIELDS, "is_shown", "is_reviewed", "position")
"""What an earlier version puts back."""


def add_picture(  # noqa: PLR0913 – what a picture is made of
    event: Event,
    *,
    kind: PictureKind,
    file: pictures.Kept,
    values: Values,
    by: Actor | None,
    token: UUID | None = None,
) -> EventPicture:
    """Add a picture that lies on the disk to an event; a new poster takes the place of the old one.

    A poster is shown once that is permitted; a photo waits until somebody who keeps the event has looked at it.
    `token` as in `core.submission`.
    """
    check_known(values, FIELDS)
    with changing(event):
        claimed = submission.claim(token, by=by)
        rows = audit.lock(event).pictures.filter(kind=kind)
        if kind == PictureKind.PHOTO and rows.count() >= MOST_PHOTOS:
            raise ValidationError(_now("Zdjęć może być najwyżej %(most)d.") % {"most": MOST_PHOTOS}, code="too_many")
        if kind == PictureKind.POSTER:
            for old in rows:
                deletion.delete(old, verb="delete_picture", by=by)
        position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        size = {"name": file.name, "width": file.width, "height": file.height}
        entered_by = by.pk if by else None
        picture = EventPicture(event=event, kind=kind, position=position, entered_by_id=entered_by, **size, **values)
        check(picture)
        picture.is_shown = kind == PictureKind.POSTER and picture.is_permitted
        audit.create(picture, verb="add_picture", by=by)
        submission.made(claimed, picture.pk)
    return picture


def change_picture(
    picture: EventPicture, *, values: Values, by: Actor | None, version: int | None = None
) -> EventPicture:
    """Change what is said of a picture. Without permission it is shown no longer; a poster with it is shown again."""
    check_known(values, FIELDS)
    return _write(picture, values, version=version, verb="change_picture", by=by)


def restore_picture(picture: EventPicture, *, values: Values, by: Actor | None, verb: str) -> EventPicture:
    """Put earlier values back, also whether and where it was shown; never a permission that was withdrawn since."""
    check_known(values, RESTORED)
    if not EventPicture.objects.filter(pk=picture.pk, is_permitted=True).exists():
        values = {**values, "is_permitted": False}
    return _write(picture, values, version=None, verb=verb, by=by)


def _write(picture: EventPicture, values: Values, *, version: int | None, verb: str, by: Actor | None) -> EventPicture:
    with changing(picture.event):
        fresh = audit.lock(picture, version)
        for name, value in values.items():
            setattr(fresh, name, value)
        check(fresh)
        is_shown = fresh.is_permitted and (fresh.is_shown or fresh.kind == PictureKind.POSTER)
        fresh.refresh_from_db()
        audit.change(fresh, {**values, "is_shown": is_shown}, verb=verb, by=by)
    return fresh


def show_picture(picture: EventPicture, *, by: Actor | None) -> EventPicture:
    """Show a photo with its event: whoever does so has looked at it."""
    with changing(picture.event):
        fresh = audit.lock(picture)
        if not fresh.is_permitted:
            raise ValidationError(_("Najpierw zaznacz, że to zdjęcie wolno pokazać."), code="not_permitted")
        audit.change(fresh, {"is_shown": True, "is_reviewed": True}, verb="show_picture", by=by)
    return fresh


def hide_picture(picture: EventPicture, *, by: Actor | None) -> EventPicture:
    """Show a photo no longer, or not at all."""
    with changing(picture.event):
        fresh = audit.lock(picture)
        audit.change(fresh, {"is_shown": False, "is_reviewed": True}, verb="hide_picture", by=by)
    return fresh


def move_picture(picture: EventPicture, *, is_up: bool, by: Actor | None) -> None:
    """Let a photo change places with the one before or after it; the first and the last stay where they are."""
    with changing(picture.event):
        audit.lock(picture.event)
        rows = list(EventPicture.objects.filter(event=picture.event_id, kind=picture.kind).select_for_update())
        here = next((index for index, row in enumerate(rows) if row.pk == picture.pk), None)
        there = None if here is None else here - 1 if is_up else here + 1
        if here is None or there is None or not 0 <= there < len(rows):
            return
        one, other = rows[here], rows[there]
        position = one.position
        audit.change(one, {"position": other.position}, verb="move_picture", by=by)
        audit.change(other, {"position": position}, verb="move_picture", by=by)


def delete_picture(picture: EventPicture, *, is_for_good: bool = False, by: Actor | None) -> AuditEntry:
    """Delete a picture; return the history entry that brings it back, for a week or, `is_for_good`, not at all."""
    with changing(picture.event):
        fresh = audit.lock(picture)
        entry = deletion.delete(fresh, verb="delete_picture", by=by)
        if is_for_good:
            transaction.on_commit(partial(pictures.destroy, fresh.name))
    return entry


def bring_back_picture(entry: AuditEntry, *, by: Actor | None, verb: str = "bring_back_picture") -> models.Model:
    """Put a deleted picture back, as long as its files are there; a poster only where there is no other."""
    known: dict[str, Any] = entry.before or {}
    if not _is_kept(known.get("name", "")):
        raise ValidationError(_("Tego obrazka już nie ma: plik skasowano na zawsze."), code="no_file")
    event = Event.objects.filter(pk=int(known.get("event_id") or 0)).first()
    if event is None:
        raise ValidationError(_("Nie ma już wydarzenia, do którego ten obrazek należał."), code="no_place")
    with changing(event):
        is_poster = known.get("kind") == PictureKind.POSTER
        if is_poster and audit.lock(event).pictures.filter(kind=PictureKind.POSTER).exists():
            raise ValidationError(_("To wydarzenie ma już inny obrazek. Najpierw usuń tamten."), code="other_poster")
        return deletion.bring_back(entry, verb=verb, by=by)


def check(picture: EventPicture) -> None:
    """Refuse a permission that cannot be one."""
    errors: dict[str, Any] = {}
    if picture.ground in (PictureGround.AGREED, PictureGround.LICENCE) and not picture.ground_note.strip():
        errors["ground_note"] = _("Napisz, jaka to licencja albo kiedy i jak autor się zgodził.")
    if picture.people == PeopleShown.CHILDREN and not picture.consent_note.strip():
        errors["consent_note"] = _("Napisz, kto zebrał zgody opiekunów i gdzie leżą.")
    if picture.is_permitted and picture.people == PeopleShown.UNKNOWN:
        errors["people"] = _("Zanim to pokażesz, zapytaj osoby, które widać. Bez pokazywania można zapisać już teraz.")
    if errors:
        raise ValidationError(errors)


def forget_lost_pictures(event: Event, *, by: Actor | None) -> None:
    """Delete the pictures of an event that came back later than their files were kept."""
    for picture in event.pictures.all():
        if not _is_kept(picture.name):
            deletion.delete(picture, verb="delete_picture", by=by)


def carry_over(event: Event, following: Event, *, by: Actor | None) -> None:
    """Give the rest of a series the poster of the whole; called within the change that divides it."""
    for poster in event.pictures.filter(kind=PictureKind.POSTER):
        if _is_kept(poster.name):
            kept = {
                name: getattr(poster, name) for name in (*FIELDS, "kind", "width", "height", "is_shown", "position")
            }
            copied = EventPicture(event=following, name=pictures.copy(poster.name), **kept)
            copied.entered_by_id = by.pk if by else None
            audit.create(copied, verb="add_picture", by=by)


def _is_kept(name: str) -> bool:
    return all(pictures.file(name, size) for size in pictures.SIZES)
