import pytest
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory as DictionaryFactory
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from podworko.core.search import lemmas
from podworko.core.search.fulltext import Clause, Sign
from podworko.core.search.marking import EXCERPT, Marker
from podworko.core.search.words import asked, forms, key, long_number, number_terms, split


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("słonecznej", "Słoneczna"),
        ("slonecznej", "Słoneczna"),
        ("seniorow", "seniorów"),
        ("szkół", "szkoła"),
        ("dzieci", "dziecko"),
        ("ludzie", "człowiek"),
        ("aptekami", "apteka"),
        ("zlobek", "żłobek"),
        ("ШКОЛА", "школа"),
    ],
)
def test_two_forms_of_one_word_share_a_term(one, other):
    assert set(forms(one.lower())) & set(forms(other.lower()))


@pytest.mark.parametrize(("one", "other"), [("szkoła", "szklarnia"), ("113", "119"), ("їжа", "ижа")])
def test_different_words_share_none(one, other):
    assert not set(forms(one)) & set(forms(other))


def test_text_is_split_into_words_without_signs():
    assert split("Eljasza-Radzikowskiego 40A, „Źródło” – п'ять") == [
        "eljasza",
        "radzikowskiego",
        "40a",
        "źródło",
        "пять",
    ]


def test_decomposed_letters_are_read_as_one():
    assert split("z\u0307l\u0301") == split("żĺ")


def test_small_words_need_not_be_found_unless_there_are_no_others():
    assert asked("przedszkole przy ul. Niskiej") == ["przedszkole", "niskiej"]
    assert asked("dla") == ["dla"]
    assert key("Żłobek nr 25!") == "zlobek nr 25"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 345 67 89", "123456789"),
        ("+48 12-345-67-89", "123456789"),
        ("0048 123456789", "123456789"),
        ("48 123 456 789", "123456789"),
        ("+380 44 123 45 67", "380441234567"),
        ("KRS 0000123456", "0000123456"),
        ("szkoła 113", ""),
        ("ul. Długa 12 345", ""),
        ("", ""),
    ],
)
def test_long_number_is_read_without_spaces_and_prefix(text, number):
    # A KRS number begins with zeros that are no prefix of another country.
    assert long_number(text).lstrip("0") == number.lstrip("0")


def test_polish_number_is_also_found_without_its_region():
    assert number_terms(["12 345 67 89"]) == ["123456789", "3456789"]


def test_only_answering_words_are_marked():
    marker = Marker([Clause(forms("apteka"))])
    assert marker.marked("Aptekarz & apteki") == "Aptekarz &amp; <mark>apteki</mark>"
    assert Marker([Clause(["apt"], Sign.WORD, is_prefix=True)]).marked("Aptekarz") == "<mark>Aptekarz</mark>"


def test_excerpt_is_cut_between_words_round_the_answer():
    text = "słowo " * 60 + "apteka " + "koniec " * 60
    excerpt = Marker([Clause(forms("apteka"))]).excerpt(text.strip())
    assert excerpt.startswith("… słowo ")
    assert excerpt.endswith("koniec …")
    assert "<mark>apteka</mark>" in excerpt
    assert len(excerpt) < EXCERPT + 40


def test_excerpt_keeps_quiet_about_what_the_title_shows():
    marker = Marker([Clause(forms("apteka"))])
    marker.marked("Apteka Hygieia")
    assert marker.excerpt("To apteka przy rynku") == ""
    marker.start()
    assert marker.excerpt("To apteka przy rynku") == "To <mark>apteka</mark> przy rynku"


def test_the_dictionary_keeps_few_places_to_begin_at():
    lemmas.lemma("dom")
    forms_of_it = DictionaryFactory().get_dictionary("pl")
    assert isinstance(forms_of_it, StreamMap)
    assert len(forms_of_it._firsts) < len(forms_of_it) / lemmas.BLOCK + 1
    assert forms_of_it["seniorów"] == "senior"
