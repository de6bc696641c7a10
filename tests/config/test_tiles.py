import pytest
from django.core.exceptions import ImproperlyConfigured

from podworko.config.instance import tile_host


def test_without_tiles_no_other_host_is_named():
    assert tile_host("") == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
        ("https://tiles.example:8443/osm?z={z}&x={x}&y={y}", "https://tiles.example:8443"),
    ],
)
def test_host_of_the_tiles_is_let_through(address, host):
    assert tile_host(address) == [host]


@pytest.mark.parametrize(
    "address",
    ["tiles.example", "https://tiles.example/", "https://{s}.tiles.example/{z}/{x}/{y}.png", "ftp://a/{z}/{x}/{y}"],
)
def test_wrong_address_stops_the_program_with_a_sentence(address):
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_TILES"):
        tile_host(address)
