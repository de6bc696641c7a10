"""What people read of a finding."""

from datetime import date

import pytest
from django.utils import translation

from podworko.agenda.choices import FindingKind
from podworko.agenda.coordination.sentences import Facts, said


@pytest.fixture(autouse=True)
def _in_polish():
    with translation.override("pl"):
        yield


DAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            Facts(FindingKind.JOIN, [DAY], ["7–12 lat"], 120),
            "Tego samego dnia, 120 m od siebie, dla tych samych osób: 7–12 lat.",
        ),
        (
            Facts(FindingKind.JOIN, [DAY], ["60+", "opiekunowie"], 0, is_same_theme=True),
            "Tego samego dnia i tego samego rodzaju, w tym samym miejscu, dla tych samych osób: 60+, opiekunowie.",
        ),
        (
            Facts(FindingKind.JOIN, [DAY, date(2027, 3, 6)], ["rodziny"], 300, is_same_day=False, is_same_theme=True),
            "W tym samym tygodniu i tego samego rodzaju, 300 m od siebie, dla tych samych osób: rodziny."
            " Terminy: 2 (pierwszy 5 grudnia 2026, ostatni 6 marca 2027).",
        ),
        (
            Facts(FindingKind.COMPETE, [DAY], ["13–17 lat"], 800, minutes=45, walk=11),
            "W tym samym czasie (wspólne: 45 min), 800 m od siebie, dla tych samych osób: 13–17 lat.",
        ),
        (
            Facts(FindingKind.COMPETE, [DAY], ["13–17 lat"], 800, minutes=-5, walk=11),
            "Jedno zaraz po drugim (przerwa 5 min, pieszo 11 min), 800 m od siebie, dla tych samych osób: 13–17 lat.",
        ),
        (Facts(FindingKind.ROOM, [DAY], room="Sala lustrzana"), "W tym samym czasie ta sama sala: Sala lustrzana."),
        (
            Facts(FindingKind.EQUIPMENT, [DAY], equipment=["rzutnik", "namiot"]),
            "W tym samym czasie ten sam sprzęt: rzutnik, namiot.",
        ),
        (
            Facts(FindingKind.NEEDED, [DAY], metres=800, minutes=45, walk=11, organisers=["Biblioteka"]),
            "W tym samym czasie, 800 m od siebie, organizuje: Biblioteka.",
        ),
        (
            Facts(FindingKind.NEEDED, [DAY], metres=800, minutes=0, walk=11, organisers=["Biblioteka"]),
            "Jedno zaraz po drugim (przerwa 0 min, pieszo 11 min), 800 m od siebie, organizuje: Biblioteka.",
        ),
        (
            Facts(FindingKind.PERSON, [DAY], minutes=45, helpers=["Animatorka zabaw", "Tłumaczka"]),
            "W tym samym czasie potrzebna ta sama osoba: Animatorka zabaw, Tłumaczka.",
        ),
        (
            Facts(FindingKind.PERSON, [DAY], metres=800, minutes=-5, walk=11, helpers=["Animatorka zabaw"]),
            "Jedno zaraz po drugim (przerwa 5 min, pieszo 11 min), 800 m od siebie,"
            " potrzebna ta sama osoba: Animatorka zabaw.",
        ),
        (
            Facts(FindingKind.CROWDED, [DAY, DAY], ["60+"], count=5),
            "Dużo naraz dla tych samych osób: 60+. Wydarzenia: 5. Kiedy: 5 grudnia 2026.",
        ),
        (
            Facts(FindingKind.EMPTY, [DAY, date(2026, 12, 31)], ["13–17 lat"]),
            "Nic nie zaplanowano dla tych osób: 13–17 lat. Kiedy: 5 grudnia 2026 – 31 grudnia 2026. Liczba dni: 27.",
        ),
    ],
)
def test_a_finding_says_why(facts, sentence):
    assert said(facts) == sentence


def test_every_kind_has_a_sentence():
    for kind in FindingKind:
        assert said(Facts(kind, [DAY]))
