from tests.factories import StreetFactory

PATH = "/podworze/settings/streets/"


def test_streets_are_added_with_their_source_once_each(keeper, area):
    StreetFactory(area=area, name="Długa")
    names = "Niska\n  Walerego   Eljasza-Radzikowskiego \n\nDŁUGA\nniska"
    text = keeper.post(PATH, {"names": names, "source": "obchód"}, follow=True).text
    assert "Dodano ulice: 2" in text
    assert "Źródło: obchód" in text
    assert {street.name for street in area.streets.all()} == {"Długa", "Niska", "Walerego Eljasza-Radzikowskiego"}


def test_streets_that_are_there_already_are_said_to_be(keeper, area):
    StreetFactory(area=area, name="Długa")
    assert "Wszystkie te ulice już tu są" in keeper.post(PATH, {"names": "długa"}, follow=True).text


def test_ten_thousand_characters_in_one_line_are_refused(keeper, area):
    assert "Za długa nazwa" in keeper.post(PATH, {"names": "x" * 10_000}).text
    assert "Lista jest jeszcze pusta" in keeper.get(PATH).text


def test_nothing_typed_is_said_to_be_missing(keeper):
    assert "To pole jest wymagane" in keeper.post(PATH, {"names": " \n "}).text


def test_streets_stand_in_polish_order(keeper, area):
    for name in ("Żabia", "Łąkowa", "Zacisze", "Ludowa"):
        StreetFactory(area=area, name=name)
    shown = [street.name for street in keeper.get(PATH).context["streets"]]
    assert shown == ["Ludowa", "Łąkowa", "Zacisze", "Żabia"]


def test_page_is_for_who_may_change_the_area(is_closed_to_others):
    assert is_closed_to_others(PATH)
