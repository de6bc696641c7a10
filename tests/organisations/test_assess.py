from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from podworko.organisations.actions import stakeholders
from podworko.organisations.models import Assessment


def sent(**changes):
    return {
        "vertical": "4",
        "horizontal": "2",
        "stance": "neutral",
        "note": "mało czasu",
        "assessor": "Kora",
        "assessed_on": "2026-10-01",
        "token": str(uuid4()),
    } | changes


def test_placement_is_added_and_the_earlier_ones_stay(keeper, placed, club):
    placed(club, 1, 1)
    response = keeper.post(f"/azory/stakeholders/{club.pk}/", sent(), follow=True)
    assert "Zapisano ocenę" in response.text
    assert Assessment.objects.count() == 2
    page = keeper.get(f"/azory/stakeholders/{club.pk}/").text
    assert "mało czasu" in page
    assert "wpływ: 1/5" in page


def test_double_click_places_once(keeper, club):
    data = sent()
    for _click in range(2):
        assert keeper.post(f"/azory/stakeholders/{club.pk}/", data).status_code == 302
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vertical": ""}, "To pole jest wymagane"),
        ({"vertical": "9"}, "vertical"),
        ({"assessed_on": "2999-01-01"}, "Ten dzień dopiero będzie"),
        ({"assessor": ""}, "To pole jest wymagane"),
        ({"stance": "wrogi"}, "stance"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(keeper, club, changes, said):
    response = keeper.post(f"/azory/stakeholders/{club.pk}/", sent(note="to zostaje", **changes))
    assert response.status_code == 200
    assert said in response.text
    assert "to zostaje" in response.text
    assert not Assessment.objects.exists()


def test_nobody_places_their_own_organisation(client, insider, club, azory):
    client.force_login(insider)
    assert client.post(f"/azory/stakeholders/{club.pk}/", sent()).status_code == 404
    with pytest.raises(ValidationError):
        stakeholders.assess(club, area=azory, placement=stakeholders.Placement(1, 1), assessor="ja", by=insider)


def test_day_that_is_yet_to_come_is_refused_by_the_action(azory, club):
    with pytest.raises(ValidationError):
        stakeholders.assess(
            club,
            area=azory,
            placement=stakeholders.Placement(1, 1),
            assessor="ja",
            day=timezone.localdate() + timedelta(days=1),
            by=None,
        )


def test_note_is_text(keeper, placed, club):
    placed(club, 1, 1, note="<script>alert(1)</script>")
    assert "<script>alert(1)" not in keeper.get(f"/azory/stakeholders/{club.pk}/").text
