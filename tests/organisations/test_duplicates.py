"""Which entries are perhaps one, and which look so and are not."""

import csv
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import pytest

from podworko.organisations import names
from podworko.organisations.duplicates import Compared, Spot, candidates
from podworko.organisations.names import differ_in_kind, differ_in_number, is_telling, likeness

DATA = Path(__file__).parent / "duplicates_data"
PLACES = ("Azory", "Prądnik Biały", "Kraków")
AREA = names.place_stems(PLACES)


def compare(one, other):
    return names.read(one, AREA), names.read(other, AREA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SP nr 119", "Szkoła Podstawowa nr 119 im. J. Porazińskiej"),
        ("Szkoły Podstawowej nr 119", "SP 119"),
        ("XIV LO", "Zespół Szkół Ogólnokształcących XIV Liceum Ogólnokształcące im. M. Kopernika"),
        ("14 LO", "XIV Liceum Ogólnokształcące"),
        ("Parafia pw. Niepokalanego Poczęcia NMP", "Kościół pw. Niepokalanego Poczęcia Najświętszej Maryi Panny"),
        ("TPD", "Towarzystwo Przyjaciół Dzieci"),
        ("MOPS", "Miejski Ośrodek Pomocy Społecznej w Krakowie"),
        ("KSW", "Krakowskie Stowarzyszenie Wędkarskie"),
        ("Apteka „Słoneczna”", 'Apteka "Słoneczna"'),
        ("Apteki Słonecznej", "Apteka Słoneczna"),
        ("Hygieia", "Apteka Hygieia"),
        ("Apteka Hygeia", "Apteka Hygieia"),
        ("Melissa S.J.", "Apteka Melissa"),
        ("Żłobek nr 25", "Żłobek Samorządowy nr 25 w Krakowie"),
        ("Przedszkole Samorządowe Nr 118", "PS 118"),
        ("Krakowski Klub Siermiery", "Krakowski Klub Szermierzy"),
        ("Szkoła nr 5 im. Jana Pawła II", "SP 5"),
    ],
)
def test_two_ways_to_write_one_name_are_alike(one, other):
    left, right = compare(one, other)
    assert likeness(left, right) >= 80
    assert likeness(right, left) >= 80
    assert is_telling(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Szkoła Podstawowa nr 113", "Szkoła Podstawowa nr 119"),
        ("II LO", "XIV LO"),
        ("Przedszkole Słoneczne", "Apteka Słoneczna"),
        ("Apteka Słonecznik", "Apteka Słoneczna"),
        ("Apteka Medica", "Apteka Melissa"),
        ("TPD", "Chatka Puchatka - Przedszkole Towarzystwa Przyjaciół Dzieci"),
        ("Szkoła Podstawowa", "Szkoła Podstawowa nr 119"),
        ("Przedszkole nr 5", "Szkoła Podstawowa nr 5"),
    ],
)
def test_names_that_only_look_alike_are_not(one, other):
    left, right = compare(one, other)
    assert likeness(left, right) < 80 or not is_telling(left, right)


def test_numbers_and_kinds_rule_out():
    assert differ_in_number(*compare("Szkoła nr 113", "Szkoła nr 119"))
    assert not differ_in_number(*compare("Zespół Szkół nr 5, Szkoła Podstawowa nr 119", "SP 119"))
    assert differ_in_kind(*compare("Apteka Azory", "Przedszkole Azory"))


def entry(number, name, **values):
    return Compared(number, (name,), **values)


def pairs(entries):
    found = candidates(entries, places=PLACES)
    return {(each.first, each.second): each for each in found}


def reasons(found):
    return {code for code, _particulars in found.reasons}


def test_one_number_in_a_register_is_certain_and_two_are_never():
    same = {"identifiers": frozenset({("KRS", "0000123456")})}
    found = pairs([entry(1, "Fundacja Wiatr", **same), entry(2, "Stowarzyszenie Halny", **same)])
    assert found[1, 2].strength == 100
    other = {"identifiers": frozenset({("KRS", "0000999999")})}
    assert pairs([entry(1, "Fundacja Wiatr", **same), entry(2, "Fundacja Wiatr", **other)]) == {}


def test_a_number_that_a_whole_commune_bears_proves_nothing():
    same = {"identifiers": frozenset({("NIP", "6761013717")})}
    words = ("Żłobek nr 25", "Biblioteka Kraków", "Dom Kultury Dworek", "Straż Miejska", "Zarząd Dróg")
    assert pairs([entry(index, name, **same) for index, name in enumerate(words)]) == {}


def test_one_telephone_supports_a_name_that_alone_would_not_do():
    phone = {"phones": frozenset({"+48 12 345 67 89"})}
    one, other = "Przedszkole Pracowite Pszczółki", "Przedszkole Pszczółki"
    assert pairs([entry(1, one), entry(2, other)]) == {}
    assert reasons(pairs([entry(1, one, **phone), entry(2, other, **phone)])[1, 2]) >= {"alike", "phone"}


def test_neighbours_in_one_house_are_not_proposed():
    here = {"spots": (Spot("Bolesława Czerwieńskiego", "16", 50.08, 19.9),)}
    assert (
        pairs([entry(1, "Krakowski Klub Szermierzy", **here), entry(2, "Polskie Towarzystwo Dysleksji", **here)]) == {}
    )


def test_a_branch_is_no_duplicate_of_its_whole():
    whole = entry(1, "Polskie Towarzystwo Dysleksji")
    assert pairs([whole, entry(2, "PTD, Oddział terenowy nr 81", parent_id=1)]) == {}


def test_of_a_chain_the_nearest_places_are_compared():
    near, far = Spot(latitude=50.0885, longitude=19.9132), Spot(latitude=50.0985, longitude=19.9332)
    found = pairs([entry(1, "Apteka Słoneczna", spots=(far, near)), entry(2, "Słoneczna", spots=(near,))])[1, 2]
    assert ("near", "0 m") in found.reasons


def test_only_words_that_all_share_are_proposed_with_support_only():
    one, other = "Azory Sp. z o.o. Praktyka lekarska NZOZ", "Praktyka lekarska Azory"
    assert pairs([entry(1, one), entry(2, other)]) == {}
    here = {"spots": (Spot(latitude=50.08288, longitude=19.91319),)}
    assert set(pairs([entry(1, one, **here), entry(2, other, **here)])) == {(1, 2)}


def test_an_entry_without_a_name_is_like_nobody():
    assert pairs([entry(1, ""), entry(2, ""), entry(3, "???")]) == {}


def azory(*, grouped):
    """The printed map of Azory and what OpenStreetMap knows of health there; one name, one chain, if `grouped`."""
    places, lists = defaultdict(list), {}
    printed = json.loads((DATA / "resource_map_as_printed.json").read_text(encoding="utf8"))["entries"]
    for row in printed:
        name = row["name_as_printed"]
        street, _space, house = row["address_as_printed"].rpartition(" ")
        places["printed", name].append(Spot(street, house))
        lists["printed", name] = name
    rows = csv.DictReader((DATA / "osm_health_points.csv").read_text(encoding="utf8").splitlines())
    for number, row in enumerate(rows):
        words = names.read(row["name"], AREA)
        key = ("osm", frozenset(words.words) if grouped and words.words else number)
        point = float(row["lat"]), float(row["lon"])
        places[key].append(Spot(row["addr_street"], row["addr_housenumber"], *point))
        lists.setdefault(key, row["name"])
    return [Compared(number, (lists[key],), tuple(spots)) for number, (key, spots) in enumerate(places.items())]


def test_azory_joined_with_openstreetmap_gives_the_two_pharmacies_and_no_wrong_pair():
    entries = azory(grouped=True)
    found = candidates(entries, places=PLACES)
    said = {frozenset((entries[each.first].names[0], entries[each.second].names[0])) for each in found}
    # Both lists know „Słoneczna” at Mehoffera 17; „Hygieia” at Niska 2 is one of the four of its chain.
    assert said == {frozenset({"Apteka Słoneczna"}), frozenset({"Apteka Hygieia", "Hygieia"})}
    assert len(found) == 2
    assert "address" in reasons(found[0])


def test_azory_point_by_point_gives_pairs_of_these_two_chains_only():
    entries = azory(grouped=False)
    for each in candidates(entries, places=PLACES):
        first, second = (entries[pk].names[0] for pk in (each.first, each.second))
        assert ("Słoneczna" in first and "Słoneczna" in second) or ("Hygieia" in first and "Hygieia" in second)


def test_twenty_thousand_entries_take_seconds():
    luck = random.Random(5)  # noqa: S311 – no secret
    parts = ["kra", "pol", "wis", "mor", "las", "sto", "gor", "dab", "lip", "zie", "bru", "cza"]
    words = [f"{one}{two}{three}na" for one in parts for two in parts for three in parts]
    kinds = ["Apteka", "Przedszkole", "Fundacja", "Sklep", "Klub Sportowy", "Parafia", "Biblioteka"]
    entries = [
        Compared(
            number,
            (f"{luck.choice(kinds)} {luck.choice(words)} {luck.choice(words)}",),
            (Spot(luck.choice(words), str(luck.randint(1, 150)), 50 + luck.random() / 6, 19.8 + luck.random() / 3),),
            frozenset({str(luck.randint(10**8, 10**9))}),
        )
        for number in range(20_000)
    ]
    entries.append(Compared(20_001, ("Apteka Niezapominajka",)))
    entries.append(Compared(20_002, ("Niezapominajka s.c.",)))
    started = time.process_time()
    found = candidates(entries, places=PLACES)
    # Some seconds; the rest is for a machine that does other things as well.
    assert time.process_time() - started < 25
    assert (20_001, 20_002) in {(each.first, each.second) for each in found}
