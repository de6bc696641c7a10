import pytest
from django.core.exceptions import ValidationError

from podworko.core.visibility import Visibility
from podworko.needs.actions.cause import add_cause, bring_back_cause, delete_cause
from podworko.needs.models import Cause


def test_a_link_goes(keeper, make):
    dark, lamps = make("Ciemno"), make("Zepsute lampy")
    link = add_cause(dark, cause=lamps, by=None)
    keeper.post(f"/podworze/problems/{dark.pk}/causes/{link.pk}/delete/")
    assert not Cause.objects.exists()


def test_one_to_a_problem_that_is_not_seen_is_not_found(keeper, make):
    dark, hidden = make("Ciemno"), make("Czyjeś", visibility=Visibility.PRIVATE)
    link = add_cause(dark, cause=hidden, by=None)
    assert keeper.post(f"/podworze/problems/{dark.pk}/causes/{link.pk}/delete/").status_code == 404


def test_it_does_not_come_back_into_a_circle(make):
    dark, lamps = make("Ciemno"), make("Zepsute lampy")
    entry = delete_cause(add_cause(dark, cause=lamps, by=None), by=None)
    add_cause(lamps, cause=dark, by=None)
    with pytest.raises(ValidationError, match="koło"):
        bring_back_cause(entry, by=None)
    assert Cause.objects.count() == 1
