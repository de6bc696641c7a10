import pytest

from podworko.organisations.addresses import public_address


@pytest.mark.parametrize(
    ("house", "flat", "is_confirmed", "shown"),
    [
        ("4", "62", False, "Długa 4"),
        ("4", "62", True, "Długa 4/62"),
        ("7/4", "", False, "Długa 7"),
        ("7/4", "", True, "Długa 7/4"),
        ("12a", "", False, "Długa 12a"),
        ("", "", False, "Długa"),
    ],
)
def test_flat_is_shown_only_if_confirmed(house, flat, is_confirmed, shown):
    assert public_address("Długa", house, flat, is_flat_confirmed=is_confirmed) == shown
