import pytest

from podworko.core.search import vocabulary
from podworko.core.search.models import SearchWord


@pytest.fixture
def words(db, monkeypatch):
    monkeypatch.setattr(vocabulary, "_vocabulary", vocabulary._Vocabulary())

    def learn(*learnt):
        SearchWord.objects.bulk_create([SearchWord(word=word) for word in learnt])

    learn("apteka", "hygieia", "przedszkole", "szkola", "szpital", "pod", "stachiewicza")
    return learn


@pytest.mark.parametrize(
    ("misspelt", "found"),
    [
        ("aptkea", ["apteka"]),
        ("hygeia", ["hygieia"]),
        ("pszedszkole", ["przedszkole"]),
        ("przedzskol", ["przedszkole"]),
        ("stachewica", ["stachiewicza"]),
        ("sskola", ["szkola"]),
        ("hygea", []),
        ("pol", []),
        ("119", []),
    ],
)
def test_nearest_word_is_one_mistake_away_and_two_from_eight_letters(words, misspelt, found):
    assert vocabulary.nearest(misspelt) == found


def test_word_learnt_later_is_known_at_once(words):
    assert vocabulary.nearest("zlobke") == []
    words("zlobek")
    assert vocabulary.nearest("zlobke") == ["zlobek"]


def test_nearer_words_come_first(words):
    words("stachiewiczowie", "stachiewiczu")
    assert vocabulary.nearest("stachiewiczaa") == ["stachiewicza", "stachiewiczu"]


def test_beginnings_are_found_shortest_first(words):
    words("szkolny", "szkolnictwo")
    assert vocabulary.beginning_with("szkol") == ["szkola", "szkolny", "szkolnictwo"]
