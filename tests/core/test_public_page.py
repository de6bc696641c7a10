import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from podworko.core import public_page as module
from podworko.core import versions
from podworko.core.public_page import kept, public_page


@pytest.fixture
def page():
    @public_page("area:{slug}")
    def view(request, slug):
        return HttpResponse("strona")

    return view


@pytest.fixture
def hourly():
    @public_page("area:{slug}", minutes=5)
    def view(request, slug):
        return HttpResponse("strona")

    return view


@pytest.fixture
def bumped(db):
    versions.bump(["area:azory"])


def ask(view, tag="", cookies=None, slug="azory"):
    request = RequestFactory().get("/", headers={"If-None-Match": tag} if tag else {})
    request.COOKIES.update(cookies or {})
    return view(request, slug=slug)


def test_unchanged_page_is_answered_after_one_read_of_one_row(page, bumped, django_assert_num_queries):
    tag = ask(page)["ETag"]
    with django_assert_num_queries(1):
        response = ask(page, tag)
    assert response.status_code == 304
    assert response["ETag"] == tag
    assert response["Vary"] == "Cookie, Accept-Language"
    assert not response.content


def test_changed_page_is_sent_again(page, bumped):
    tag = ask(page)["ETag"]
    versions.bump(["area:azory"])
    assert ask(page, tag).status_code == 200


def test_change_elsewhere_leaves_the_page_unchanged(page, bumped):
    tag = ask(page)["ETag"]
    versions.bump(["area:zachod"])
    assert ask(page, tag).status_code == 304


def test_other_language_has_another_tag(page, bumped):
    tag = ask(page)["ETag"]
    with translation.override("uk"):
        assert ask(page, tag).status_code == 200


def test_other_release_has_another_tag(page, bumped, monkeypatch):
    tag = ask(page)["ETag"]
    monkeypatch.setattr(module, "RELEASE", "0.2.0-1")
    assert ask(page, tag).status_code == 200


def test_tag_ends_with_the_day(page, bumped, time_machine):
    time_machine.move_to("2026-11-21 20:00+01:00")
    tag = ask(page)["ETag"]
    time_machine.move_to("2026-11-21 23:59+01:00")
    assert ask(page, tag).status_code == 304
    time_machine.move_to("2026-11-22 00:01+01:00")
    assert ask(page, tag).status_code == 200


def test_page_with_hours_ends_its_tag_earlier(hourly, bumped, time_machine):
    time_machine.move_to("2026-11-21 20:00+01:00")
    tag = ask(hourly)["ETag"]
    time_machine.move_to("2026-11-21 20:05+01:00")
    assert ask(hourly, tag).status_code == 200


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_page_of_somebody_known_is_neither_tagged_nor_stored(page, bumped, cookie):
    tag = ask(page)["ETag"]
    response = ask(page, tag, {cookie: "x"})
    assert response.status_code == 200
    assert "ETag" not in response
    assert response["Cache-Control"] == "private, no-store"


def test_page_that_no_counter_stands_for_is_not_tagged(page, db):
    assert "ETag" not in ask(page, slug="nigdzie")


@pytest.fixture
def counting():
    made = []

    @public_page("area:{slug}")
    def view(request, slug):
        return HttpResponse(kept(request, "sum", lambda: made.append(slug) or str(len(made))))

    return view


def test_kept_value_is_made_once_until_something_changes(counting, bumped):
    assert [ask(counting).content for _ in range(3)] == [b"1", b"1", b"1"]
    versions.bump(["area:azory"])
    assert ask(counting).content == b"2"


def test_value_kept_for_one_area_is_not_shown_in_another(counting, bumped):
    versions.bump(["area:zachod"])
    assert [ask(counting, slug=slug).content for slug in ("azory", "zachod", "azory")] == [b"1", b"2", b"1"]


def test_nothing_is_kept_for_somebody_known(counting, bumped):
    assert ask(counting).content == b"1"
    assert ask(counting, cookies={"sessionid": "x"}).content == b"2"
    assert ask(counting).content == b"1"


def test_oldest_of_many_kept_values_goes(counting, bumped, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    versions.bump(["area:zachod"])
    assert [ask(counting, slug=slug).content for slug in ("azory", "zachod", "azory")] == [b"1", b"2", b"3"]


def test_public_page_only_answers_questions(page, bumped):
    assert page(RequestFactory().post("/"), slug="azory").status_code == 405
