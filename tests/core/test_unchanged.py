import pytest
from django.test import Client
from django.urls import reverse

from podworko.core import unchanged, versions
from tests.factories import AreaFactory, UserFactory

VARYING = {"X-Request-Id"}


@pytest.fixture
def tag(db):
    AreaFactory(slug="podworze", name="Podwórze")
    versions.bump(["area:podworze"])
    unchanged.forget()
    yield Client().get("/podworze/")["ETag"]
    unchanged.forget()


def again(tag, path="/podworze/", client=None, **headers):
    return (client or Client()).get(path, headers={"If-None-Match": tag, **headers})


@pytest.fixture
def views_asked(monkeypatch):
    """A list of the addresses that were not answered early."""
    asked = []
    inner = unchanged.public_page.tagged_by

    def told(request):
        asked.append(request.path)
        return inner(request)

    monkeypatch.setattr(unchanged.public_page, "tagged_by", told)
    return asked


def test_second_time_is_answered_early_and_alike(tag, views_asked, django_assert_num_queries):
    first = again(tag)
    assert views_asked == ["/podworze/"]
    with django_assert_num_queries(1):
        second = again(tag)
    assert views_asked == ["/podworze/"]
    assert first.status_code == second.status_code == 304
    assert not second.content

    def said(answer):
        return {name: value for name, value in answer.headers.items() if name not in VARYING}

    assert said(first) == said(second)
    assert second["ETag"] == tag
    assert second["Vary"] == "Cookie, Accept-Language"


def test_changed_page_is_sent_and_its_new_tag_answered_early(tag, views_asked):
    again(tag)
    versions.bump(["area:podworze"])
    changed = again(tag)
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    views_asked.clear()
    assert again(changed["ETag"]).status_code == 304
    assert views_asked == []
    assert again(tag).status_code == 200


def test_signed_in_person_is_never_answered_early(tag):
    again(tag)
    client = Client()
    client.force_login(UserFactory())
    assert again(tag, client=client).status_code == 200


def test_other_language_is_another_page(tag):
    again(tag)
    assert again(tag, **{"Accept-Language": "uk"}).status_code == 200
    client = Client()
    client.cookies["django_language"] = "en"
    assert again(tag, client=client).status_code == 200


def test_other_question_is_asked_of_the_page(tag, views_asked):
    again(tag)
    again(tag, "/podworze/?page=2")
    assert views_asked == ["/podworze/", "/podworze/?page=2".partition("?")[0]]


def test_page_that_may_be_framed_may_still_be_framed(tag):
    path = reverse("portal:embed_calendar", args=["podworze"])
    first = Client().get(path)
    assert first.status_code == 200
    answers = [again(first["ETag"], path) for _ in range(2)]
    for answer in answers:
        assert answer.status_code == 304
        assert answer["Content-Security-Policy"] == first["Content-Security-Policy"]
        assert answer.get("X-Frame-Options") == first.get("X-Frame-Options")


def test_addresses_kept_are_counted(tag, monkeypatch):
    monkeypatch.setattr(unchanged, "MOST_KEPT", 2)
    for number in range(4):
        again(tag, f"/podworze/?x={number}")
    assert len(unchanged._known) == 2
    again(tag, "/podworze/?x=" + "9" * 2000)
    assert len(unchanged._known) == 2


def test_request_is_numbered_all_the_same(tag):
    again(tag)
    assert again(tag)["X-Request-Id"]
