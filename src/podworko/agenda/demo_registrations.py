"""Those who have registered in the demo: nobody of them exists, so nobody is written to."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from podworko.agenda import sign_up_lists
from podworko.agenda.choices import Place
from podworko.agenda.models import Event, SignUp
from podworko.core import tokens


@transaction.atomic
def add(event: Event, people: Sequence[dict[str, Any]]) -> None:
    """Put people onto the list of the next time that an event takes place."""
    ahead = event.occurrences.filter(starts__gt=timezone.now(), is_cancelled=False).order_by("starts").first()
    if not people or ahead is None:
        return
    sign_up_list, fresh, entry = sign_up_lists.opened(event, ahead.original)
    for values in people:
        row = SignUp(
            area_id=fresh.area_id,
            sign_up_list=sign_up_list,
            seed=uuid4(),
            told=sign_up_list.facts,
            keep_until=entry.last_day + sign_up_lists.KEEP_AFTER,
            **values,
        )
        has_place = sign_up_lists.fits(sign_up_list, row.people, fresh.capacity)
        row.place = Place.TAKEN if has_place else Place.WAITING
        row.key_digest = tokens.digest(row.key)
        row.full_clean()
        row.save(force_insert=True)
        sign_up_lists.settle(sign_up_list, fresh.capacity)
