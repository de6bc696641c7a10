"""What a passer-by is answered is kept, and never for longer than it is true, nor for anybody else."""

import pytest

from podworko.core.search import index, lemmas
from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from podworko.places.actions.areas import rename_area
from tests.factories import AreaFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dictionary():
    lemmas.lemma("szkoła")
    assert lemmas.are_open()


def add(area, name, **more):
    row = OrganisationFactory(name=name, home_area=area, **{"visibility": Visibility.PUBLIC, **more})
    index.refresh(row)
    return row


def ask(client, area, **question):
    return client.get(f"/{area.slug}/search/", question).text


def test_same_question_is_answered_once(client, area, django_assert_max_num_queries):
    add(area, "Klub Zorza")
    first = ask(client, area, q="klub")
    with django_assert_max_num_queries(2):
        assert ask(client, area, q="klub") == first
    assert "Zorza" in first


def test_what_is_new_is_found_at_once(client, area):
    add(area, "Klub Zorza")
    assert "Jutrzenka" not in ask(client, area, q="klub")
    add(area, "Klub Jutrzenka")
    assert "Jutrzenka" in ask(client, area, q="klub")


def test_what_is_deleted_or_hidden_is_gone_at_once(client, area):
    row, other = add(area, "Klub Zorza"), add(area, "Klub Jutrzenka")
    assert "Zorza" in ask(client, area, q="klub")
    row.delete()
    index.refresh_many("organisations.organisation", [row.pk or 0])
    other.visibility = Visibility.ORGANISATION
    other.save()
    index.refresh(other)
    assert "Jutrzenka" not in ask(client, area, q="klub")


def test_everything_made_anew_is_found_anew(client, area):
    assert "Zorza" not in ask(client, area, q="klub")
    OrganisationFactory(name="Klub Zorza", home_area=area, visibility=Visibility.PUBLIC)
    index.rebuild()
    assert "Zorza" in ask(client, area, q="klub")


def test_new_name_of_the_area_is_shown_at_once(client, area):
    city = AreaFactory(name="Wielkie Miasto", kind="municipality")
    inside = AreaFactory(name="Osiedle", parent=city)
    add(inside, "Klub Zorza")
    assert "Wielkie Miasto" in ask(client, inside, q="klub")
    rename_area(city, name="Małe Miasto", by=None)
    assert "Wielkie Miasto" not in ask(client, inside, q="klub")


def test_page_kind_and_language_are_told_apart(client, area):
    for number in range(12):
        add(area, f"Klub {number:02}", slug=f"klub-{number}")
    first, second = ask(client, area, q="klub"), ask(client, area, q="klub", page="2")
    assert first != second
    assert " 11</a>" in second
    assert 'class="entry"' in first
    assert 'class="entry"' not in ask(client, area, q="klub", kind="street")
    english = client.get(f"/{area.slug}/search/", {"q": "klub"}, headers={"Accept-Language": "en"}).text
    assert 'lang="en"' in english
    assert "Wyników" not in english


def test_what_a_member_is_answered_is_nobody_elses(client, area):
    hidden = add(area, "Klub Zorza", visibility=Visibility.ORGANISATION)
    member = UserFactory()
    MembershipFactory(user=member, organisation=hidden, role=MembershipRole.MEMBER)
    client.force_login(member)
    assert "Zorza" in ask(client, area, q="klub").partition("<main")[2]
    client.logout()
    client.cookies.clear()
    assert "Zorza" not in ask(client, area, q="klub").partition("<main")[2]


def test_without_the_dictionary_nothing_is_kept(client, area, monkeypatch):
    add(area, "Klub Zorza")
    monkeypatch.setattr(lemmas, "are_open", lambda: False)
    monkeypatch.setattr(lemmas, "open_soon", lambda: None)
    ask(client, area, q="kluby")
    monkeypatch.undo()
    assert "Zorza" in ask(client, area, q="klubem")
