"""Jobs that come back by themselves. An app lists its own in `<app>/schedule.py` as `SCHEDULE`."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django_tasks.base import Task

from podworko.core.jobs.models import ScheduleSlot

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Recurring:
    """A task without arguments that runs once in every period of time, `offset` after its beginning (UTC)."""

    task: Task[[], Any]
    every: dt.timedelta
    offset: dt.timedelta = dt.timedelta()
    says: "StrPromise | str" = ""
    """What it does, for whoever looks at the jobs."""

    def latest_slot(self, now: dt.datetime) -> dt.datetime:
        """Return the last moment up to now at which the task was due."""
        start = _EPOCH + self.offset
        return start + (now - start) // self.every * self.every


@dataclass(frozen=True)
class Weekly(Recurring):
    """A task that runs once a week when the clock on the wall shows an hour, in summer and in winter."""

    weekday: int = 0
    """0 is Monday."""
    hour: int = 0
    zone: str = "UTC"

    def latest_slot(self, now: dt.datetime) -> dt.datetime:
        """Return the last moment up to now at which the task was due."""
        local = now.astimezone(ZoneInfo(self.zone))
        day = local.date() - dt.timedelta(days=(local.weekday() - self.weekday) % 7)
        slot = dt.datetime.combine(day, dt.time(self.hour), tzinfo=local.tzinfo)
        if slot > now:
            slot = dt.datetime.combine(day - dt.timedelta(days=7), dt.time(self.hour), tzinfo=local.tzinfo)
        return slot.astimezone(dt.UTC)


def daily(task: Task[[], Any], hour: int, minute: int = 0, *, says: "StrPromise | str" = "") -> Recurring:
    """Return a task that runs once a day at an hour of UTC, so in Poland one or two hours later."""
    return Recurring(task, dt.timedelta(days=1), dt.timedelta(hours=hour, minutes=minute), says)


def weekly(task: Task[[], Any], weekday: int, hour: int, *, says: "StrPromise | str" = "") -> Recurring:
    """Return a task that runs once a week at an hour of the instance's own time zone; 0 is Monday."""
    return Weekly(task, dt.timedelta(days=7), says=says, weekday=weekday, hour=hour, zone=settings.TIME_ZONE)


def all_recurring() -> Iterator[Recurring]:
    """Yield what the apps have listed."""
    for config in apps.get_app_configs():
        if config.name.startswith("podworko.") and find_spec(f"{config.name}.schedule"):
            yield from import_module(f"{config.name}.schedule").SCHEDULE


def said_of_tasks() -> "dict[str, StrPromise | str]":
    """Return, by the path of a task, what it does in words."""
    return {recurring.task.module_path: recurring.says for recurring in all_recurring() if recurring.says}


def enqueue_due(now: dt.datetime) -> int:
    """Put into the queue what has become due; return how many jobs.

    A slot is taken by one statement, so several workers enqueue it once. Slots that passed while
    no worker ran are not made up for: one run stands for all of them. A task seen for the first
    time waits for its next slot.
    """
    known = dict(ScheduleSlot.objects.values_list("name", "slot"))
    count = 0
    for recurring in all_recurring():
        name, slot = recurring.task.module_path, recurring.latest_slot(now)
        if name not in known:
            ScheduleSlot.objects.bulk_create([ScheduleSlot(name=name, slot=slot)], ignore_conflicts=True)
        elif known[name] < slot:
            with transaction.atomic():
                if ScheduleSlot.objects.filter(name=name, slot__lt=slot).update(slot=slot):
                    recurring.task.enqueue()
                    count += 1
    return count
