import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.test import Client, override_settings
from django.urls import path
from django.views import defaults

from podworko.config import views


@login_not_required
def broken(request):
    raise RuntimeError


class BrokenPages:
    urlpatterns = [path("broken/", broken), path("send/", views.styleguide)]


def test_unknown_address_offers_a_way_out(client, db):
    response = client.get("/nigdzie/nic/")
    assert response.status_code == 404
    assert "Nie ma takiej strony" in response.text
    assert 'href="/"' in response.text


def test_broken_page_says_so_without_context_and_database(client):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=BrokenPages):
        response = client.get("/broken/")
    assert response.status_code == 500
    assert "To nie Twoja wina" in response.text


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (defaults.bad_request, "Tego adresu nie umiemy odczytać"),
        (defaults.permission_denied, "Ta strona nie jest dla wszystkich"),
    ],
)
def test_refusals_are_said_in_plain_words(rf, view, sentence):
    assert sentence in view(rf.get("/"), exception=Exception()).text


def test_expired_form_says_that_the_draft_waits(db):
    client = Client(enforce_csrf_checks=True)
    with override_settings(ROOT_URLCONF=BrokenPages):
        response = client.post("/send/")
    assert response.status_code == 403
    assert "czeka jako szkic" in response.text


def test_error_pages_name_no_page_that_might_be_missing():
    folder = settings.PACKAGE / "config" / "templates"
    for name in ("400", "403", "403_csrf", "404", "500", "error"):
        assert "{% url" not in (folder / f"{name}.html").read_text()
