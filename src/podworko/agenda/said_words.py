"""Names of days, months and numbers as people type them: inflected, cut short, without Polish letters, with a typo.

All words here are folded (`core.text.fold`). Pure functions over strings.
"""

from rapidfuzz.distance import OSA

WEEKDAYS: dict[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "poniedzialek poniedzialku poniedzialki poniedzialkow poniedzialkiem pon pn",
            "wtorek wtorku wtorki wtorkow wtorkiem wto wt",
            "sroda srode srody srod srodzie sro sr",
            "czwartek czwartku czwartki czwartkow czwartkiem czwart czw",
            "piatek piatku piatki piatkow piatkiem piat pia pt",
            "sobota sobote soboty sobot sobocie sob sb",
            "niedziela niedziele niedzieli niedziel niedz ndz nd",
        ),
    )
    for form in forms.split()
}
_PLURALS_TEXT = """
    poniedzialki wtorki srody czwartki piatki soboty niedziele poniedzialkow wtorkow srod czwartkow piatkow
    sobot niedziel
"""
PLURALS = frozenset(_PLURALS_TEXT.split())
"""Forms of many days; „środy” and „soboty” are also of one (do środy), „niedziele” is „niedzielę” without its tail."""

MONTHS: dict[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "styczen stycznia styczniu styczniem sty stycz",
            "luty lutego lutym lut",
            "marzec marca marcu marcem mar",
            "kwiecien kwietnia kwietniu kwietniem kwi kwiec",
            "maj maja maju majem",
            "czerwiec czerwca czerwcu czerwcem cze czerw",
            "lipiec lipca lipcu lipcem lip",
            "sierpien sierpnia sierpniu sierpniem sie sierp",
            "wrzesien wrzesnia wrzesniu wrzesniem wrz wrzes",
            "pazdziernik pazdziernika pazdzierniku pazdziernikiem paz pazdz",
            "listopad listopada listopadzie listopadem lis",
            "grudzien grudnia grudniu grudniem gru grudz",
        ),
        start=1,
    )
    for form in forms.split()
}
_SHORT_MONTHS_TEXT = """
    sty stycz lut mar kwi kwiec cze czerw lip sie sierp wrz wrzes paz pazdz lis gru
"""
SHORT_MONTHS = frozenset(_SHORT_MONTHS_TEXT.split())
"""Also words of their own („się”, „list”, „lip”): months only after the number of a day."""
_ROMAN_TEXT = "i ii iii iv v vi vii viii ix x xi xii"
ROMAN_MONTHS = {roman: number for number, roman in enumerate(_ROMAN_TEXT.split(), start=1)}

NUMBERS: dict[str, int] = {
    form: number
    for number, forms in {
        1: "pierwszy pierwsza pierwsze pierwszego pierwszej",
        2: "drugi druga drugie drugiego drugiej dwa dwie",
        3: "trzeci trzecia trzecie trzeciego trzeciej trzy",
        4: "czwarty czwarta czwarte czwartego czwartej cztery",
        5: "piaty piata piate piatego piatej piec",
        6: "szosty szosta szoste szostej szesc",
        7: "siodmy siodma siodme siodmej siedem",
        8: "osmy osma osme osmej osiem",
        9: "dziewiaty dziewiata dziewiate dziewiatej dziewiec",
        10: "dziesiaty dziesiata dziesiate dziesiatej dziesiec",
        11: "jedenasty jedenasta jedenastej",
        12: "dwunasty dwunasta dwunastej",
        13: "trzynasta trzynastej",
        14: "czternasta czternastej",
        15: "pietnasta pietnastej",
        16: "szesnasta szesnastej",
        17: "siedemnasta siedemnastej",
        18: "osiemnasta osiemnastej",
        19: "dziewietnasta dziewietnastej",
        20: "dwudziesta dwudziestej",
        -1: "ostatni ostatnia ostatnie ostatniego ostatniej",
    }.items()
    for form in forms.split()
}

DAY_WORD = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b"
MONTH_WORD = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b"
LONG_MONTH = "(?:" + "|".join(sorted(MONTHS.keys() - SHORT_MONTHS, key=len, reverse=True)) + r")\b"
ORDINAL = "(?:" + "|".join(sorted((w for w in NUMBERS if NUMBERS[w] <= 5), key=len, reverse=True)) + r"|[1-5]\.?)"  # noqa: PLR2004

_LEAST = 5
"""Letters of a word in which one wrong letter is forgiven."""
_REAL_TEXT = """
    srodek srodku srodki srodka robota roboty robote worek worka worki uroda urody urode broda brody brode
    marta marty marka marke marki grody sobotka cierpien lipka lipce piatka piatke karta karty groda podroz
    marsz majka lutnia styczna kwiecie czwarta czwarty czwarte czwartej piatej trody wtorny niedzielny
    niedzielna sobotni sobotnia piatkowy piatkowa czwartkowy wtorkowy srodowy srodowe marzen marzy marze
    marcin lista listy
"""
_REAL = frozenset(_REAL_TEXT.split())
"""Words that are one letter away from a day or a month and mean something else."""
_BEFORE_TEXT = """
    w we na do od i oraz a lub albo co kazdy kazda kazde kazdego kazdej drugi druga trzeci trzecia czwarty
    pierwszy pierwsza ostatni ostatnia ostatnia drugiej pierwszej najblizszy najblizsza najblizsze przyszly
    przyszla nastepny nastepna ten ta te ktorys ktoras polowa polowie koniec konca koncu poczatek poczatku
    przelom tydzien tygodniu weekend weekendy przed po jakis jakas
"""
_BEFORE = frozenset(_BEFORE_TEXT.split())
_NAMES = sorted(
    (form for form in WEEKDAYS.keys() | MONTHS.keys() if len(form) >= _LEAST), key=lambda f: (f in PLURALS, f)
)


def corrected(word: str, before: str, after: str) -> str:
    """Return the day or month that a folded word with one typo stands for, or the word as it is.

    `before` and `after` are the folded neighbours („” at the end of a line): a word is taken for a misspelt name only
    where a name can stand, so that „robota” does not become a Saturday.
    """
    if len(word) < _LEAST or not word.isalpha() or word in WEEKDAYS or word in MONTHS or word in _REAL:
        return word
    if (
        before
        and before not in _BEFORE
        and not before.isdigit()
        and before not in WEEKDAYS
        and not after[:1].isdigit()
    ):
        return word
    near = [name for name in _NAMES if OSA.distance(word, name, score_cutoff=1) <= 1]
    # Letters that changed places are the commonest slip: „wtorke” is „wtorek”, not „wtorki”.
    return min(near, key=lambda name: sorted(name) != sorted(word), default=word)


def number(word: str) -> int:
    """Return what a numeral in digits or in words stands for; „ostatni” is -1."""
    bare = word.rstrip(".")
    return int(bare) if bare.isdecimal() else NUMBERS[bare]
