"""`podworko harvest`: what the keeper of an instance gets."""

import pytest
from django.core.management import CommandError, call_command

from tests.agenda.calendars import in_days, vevent
from tests.factories import FeedFactory


def run(capsys, *words):
    call_command("harvest", *words)
    return capsys.readouterr().out


def test_all_calendars_are_read_and_told(feed, source, capsys):
    source.give(vevent("x", "Zebranie", in_days(5)))
    FeedFactory(is_active=False)
    said = run(capsys)
    assert f"azory, Kalendarz szkoły ({feed.pk}): nowe: 1" in said
    assert "Sprawdzone kalendarze: 1. Nieudane: 0." in said


def test_a_failure_is_told_and_ends_with_an_error(feed, source, capsys):
    source.status = 404
    with pytest.raises(CommandError, match="Nie wszystkie"):
        run(capsys)
    assert "Pod tym adresem nic nie ma" in capsys.readouterr().out


def test_one_area_or_one_calendar(feed, source, capsys):
    source.give(vevent("x", "Zebranie", in_days(5)))
    assert "Sprawdzone kalendarze: 1." in run(capsys, "--area", "azory")
    assert "Sprawdzone kalendarze: 1." in run(capsys, "--feed", str(feed.pk))
    for words in (("--area", "nigdzie"), ("--feed", "0")):
        with pytest.raises(CommandError, match="Nie ma"):
            run(capsys, *words)
