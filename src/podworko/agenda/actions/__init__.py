from podworko.agenda.actions.event import (
    add_event,
    cancel_event,
    change_event,
    delete_event,
)
from podworko.agenda.actions.following import cancel_following, change_following, end_series
from podworko.agenda.actions.kind import create_default_kinds
from podworko.agenda.actions.occurrence import (
    cancel_occurrence,
    change_occurrence,
    put_back_occurrence,
)

__all__ = [
    "add_event",
    "cancel_event",
    "cancel_following",
    "cancel_occurrence",
    "change_event",
    "change_following",
    "change_occurrence",
    "create_default_kinds",
    "delete_event",
    "end_series",
    "put_back_occurrence",
]
