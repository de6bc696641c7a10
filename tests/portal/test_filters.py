import pytest
from django.http import QueryDict

from podworko.portal.filters import EntryFilter, parse


def test_filters_come_back_from_their_address():
    wanted = EntryFilter(
        words="pod „lipą” & dębem", category="edukacja", audience="60+", is_open=True, is_step_free=True, is_exact=True
    )
    assert parse(QueryDict(wanted.address()[1:])) == wanted


def test_no_filter_is_no_part_of_the_address():
    assert EntryFilter().address() == ""


def test_one_filter_can_be_changed_in_the_address():
    assert EntryFilter(category="edukacja", is_exact=True).address(category="") == "?exact=1"


@pytest.mark.parametrize(
    "address", ["for=kosmici", "step-free=yes", "exact=", "category=%00", "category=a%20b", "inne=1", "q=", "q=%20%00"]
)
def test_what_means_nothing_is_left_out(address):
    assert parse(QueryDict(address)).is_empty


def test_words_come_on_one_line_and_not_too_long():
    assert parse(QueryDict("q=%20%20apteka%0A%20na%00Weissa")).words == "apteka na Weissa"
    assert len(parse(QueryDict(f"q={'a' * 300}")).words) == 200
