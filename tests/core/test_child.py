"""Work on what strangers sent, in a process that is killed when it takes too much."""

import time
from pathlib import Path

import pytest

from podworko.core import child
from podworko.core.child import Allowance, ChildError, ChildLimitError, Excess
from tests.core import child_work

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def children_find_the_tests(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SECRET_KEY", "nobody else's")


def excess_of(function, data=b"", **allowance):
    begun = time.monotonic()
    with pytest.raises(ChildLimitError) as caught:
        child.run(function, data, allowance=Allowance(**allowance))
    # Left alone, none of these functions would end within a minute.
    assert time.monotonic() - begun < 40
    return caught.value


def test_what_the_function_returns_comes_back():
    data = ("Zażółć gęślą jaźń\r\n" * 100_000).encode()
    assert child.run(child_work.measure, data) == {
        "size": len(data),
        "text": data.decode(),
        "nothing": None,
        "list": [1, 2.5, True],
    }


def test_a_child_that_waits_or_counts_for_ever_is_killed():
    assert excess_of(child_work.sleep, seconds=0.4).excess == Excess.TIME
    error = excess_of(child_work.spin, seconds=0.4)
    assert error.excess == Excess.TIME
    assert str(error) == "Ten plik jest zbyt złożony: jego czytanie trwało za długo."


def test_a_child_may_wait_longer_than_it_may_work():
    assert excess_of(child_work.spin, processor_seconds=1).excess == Excess.TIME


def test_a_child_that_swells_is_refused_memory():
    assert child.run(child_work.swell, b"10") == 10
    error = excess_of(child_work.swell, b"100000")
    assert error.excess == Excess.MEMORY
    assert str(error) == "Ten plik jest zbyt złożony: jego czytanie zajęło za dużo pamięci."


def test_the_memory_a_child_may_take_is_what_was_allowed():
    assert child.run(child_work.swell, b"50", allowance=Allowance(megabytes=100)) == 50
    assert excess_of(child_work.swell, b"150", megabytes=100).excess == Excess.MEMORY
    assert child.run(child_work.swell, b"150", allowance=Allowance(megabytes=256)) == 150


def test_a_child_that_does_not_take_no_for_an_answer_is_killed():
    assert excess_of(child_work.swell_quietly, seconds=0.5).excess == Excess.TIME


def test_a_failure_says_its_last_line():
    with pytest.raises(ChildError, match="ValueError: a defect of ours"):
        child.run(child_work.fail, b"")


def test_half_a_letter_comes_back_as_a_question_mark():
    assert child.run(child_work.odd_letters, b"") == "? ł"


def test_a_child_knows_no_secret_and_no_django_and_writes_no_file():
    around = child.run(child_work.look_around, b"")
    assert "SECRET_KEY" not in around["environment"]
    assert "PODWORKO_DATA" not in around["environment"]
    assert around["modules"] == []
    assert around["folder"] != ""
    assert around["file_size"] == 0
