import re

from podworko.core.svg_ladder import BOX, LadderPicture, Rung, draw, wrapped
from podworko.core.visibility import Visibility
from podworko.needs.actions.cause import add_cause

ADDRESS = "/podworze/problems/tree/"


def test_an_empty_tree_says_how_to_begin(client, area):
    assert "Nikt jeszcze nie zapisał, co z czego wynika" in client.get(ADDRESS).text


def test_picture_and_list_say_the_same(client, make):
    lamps, dark, fear = make("Zepsute lampy"), make("Ciemno"), make("Strach wieczorem")
    make("Brak ławek")
    add_cause(dark, cause=lamps, by=None)
    add_cause(fear, cause=dark, by=None)
    page = client.get(ADDRESS).text
    picture = page.partition("<svg xmlns")[2].partition("</svg>")[0]
    assert 'role="img"' in picture
    assert "Pól: 3, strzałek: 2." in picture
    assert picture.count("<rect") == 3
    assert picture.count('class="ladder-link"') == 2
    listed = page.partition("ladder-list")[2]
    # Effects first, then inwards what they come of.
    assert listed.index("Strach wieczorem") < listed.index("Ciemno") < listed.index("Zepsute lampy")
    assert listed.count("wynika z:") == 2
    assert "Brak ławek" in listed.partition("Z niczym niepołączone")[2]


def test_what_two_things_come_of_is_told_once(client, make):
    rain, lamps, dark, fear, end = (make(name) for name in ("Deszcz", "Lampy", "Ciemno", "Strach", "Pustka"))
    for effect, cause in ((lamps, rain), (dark, lamps), (fear, lamps), (end, dark), (end, fear)):
        add_cause(effect, cause=cause, by=None)
    listed = client.get(ADDRESS).text.partition("ladder-list")[2]
    assert listed.count("Deszcz") == 1
    assert "przyczyny: patrz wyżej" in listed


def test_links_to_what_is_not_seen_are_not_shown(client, make):
    dark, hidden = make("Ciemno"), make("Czyjeś", visibility=Visibility.PARTNERS)
    add_cause(dark, cause=hidden, by=None)
    page = client.get(ADDRESS).text
    assert "Czyjeś" not in page
    assert "<rect" not in page.partition("<main")[2].partition("Z niczym")[0].partition("ladder")[2]


def test_too_many_for_a_picture_stand_in_the_list(client, make):
    end = make("Koniec")
    for number in range(40):
        add_cause(end, cause=make(f"Przyczyna {number}"), by=None)
    page = client.get(ADDRESS).text
    assert "Na rysunek jest tego za dużo" in page
    assert "Przyczyna 39" in page


def test_no_line_leaves_its_box_and_words_are_escaped():
    lines = wrapped("Bardzodługiesłowobezżadnejprzerwyktóreniemakońca i dalej")
    assert all(len(line) * 16 * 0.56 <= BOX for line in lines)
    picture = draw(LadderPicture("a<b", "c&d", [Rung(1, "<script>", 0), Rung(2, "x", 1)], [(1, 2)]))
    assert "<script>" not in picture
    assert "a&lt;b" in picture


def test_arrows_rise_from_causes_to_effects():
    picture = draw(LadderPicture("t", "d", [Rung(1, "niżej", 0), Rung(2, "wyżej", 1)], [(1, 2)]))
    tops = {text: float(y) for y, text in re.findall(r'y="([\d.]+)" font-size="16"[^>]*>(\w+)<', picture)}
    assert tops["wyżej"] < tops["niżej"]


def test_an_arrow_goes_past_the_boxes_between():
    rungs = [Rung(1, "przyczyna", 0), Rung(2, "między", 1), Rung(3, "skutek", 2), Rung(4, "też między", 1)]
    picture = draw(LadderPicture("t", "d", rungs, [(1, 2), (2, 3), (1, 3), (1, 4)]))
    number = r"([\d.]+)"
    boxes = [
        tuple(map(float, found))
        for found in re.findall(rf'<rect [^>]*x="{number}" y="{number}" width="{number}" height="{number}"', picture)
    ]
    assert len(boxes) == 4
    (across, top), *others = re.findall(rf"[ ,]{number} [\d.]+V{number}C", picture)
    assert others == []
    for x, y, width, height in boxes:
        if y <= float(top) < y + height:
            assert not x < float(across) < x + width
