"""A form for people without an account; what a page does with it is tried in tests/agenda/test_suggest_event.py."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.core import signing
from django.http import QueryDict

from podworko.core.traps import FASTEST, LONGEST, TrappedForm, stamp

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class LetterForm(TrappedForm):
    text = forms.CharField()


def _posted(values):
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def sent(seconds, **values):
    with time_machine.travel(NOW, tick=False) as clock:
        data = {"text": "Dzień dobry", "shown_at": stamp(), **values}
        clock.shift(timedelta(seconds=seconds))
        form = LetterForm(_posted(data))
        return form.is_valid(), form


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(0, False), (FASTEST, False), (FASTEST + 1, True), (LONGEST, True), (LONGEST + 1, False)]
)
def test_time_decides(seconds, is_taken):
    assert sent(seconds)[0] is is_taken


@pytest.mark.parametrize("shown_at", ["", "x", "a:b:c"])
def test_a_stamp_that_is_none_of_ours(shown_at):
    assert not sent(60, shown_at=shown_at)[0]


def test_a_stamp_signed_for_something_else_does_not_count():
    assert not sent(60, shown_at=signing.dumps("", salt="inna"))[0]


def test_after_a_refusal_the_form_can_be_sent_again():
    _, form = sent(LONGEST + 1, homepage="https://x.example")
    with time_machine.travel(NOW + timedelta(seconds=LONGEST + 61)):
        assert LetterForm(form.data).is_valid()


def test_who_is_quick_keeps_the_first_stamp_and_waits_no_longer():
    _, form = sent(1)
    with time_machine.travel(NOW + timedelta(seconds=FASTEST + 2)):
        assert LetterForm(form.data).is_valid()


def test_another_error_is_said_alone():
    _, form = sent(0, text="")
    assert list(form.errors) == ["text"]


def test_page_fields_are_not_among_the_values():
    assert sent(60)[1].values() == {"text": "Dzień dobry"}
