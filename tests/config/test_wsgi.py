"""What comes before Django: a request is one in UTF-8, whatever it says of itself."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from podworko.config.wsgi import application

TOKEN = "a" * 32
FORM = b'--X\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800@podworko.example\r\n--X--\r\n'


def status_of(environ):
    said = []
    answer = application(environ, lambda status, _headers: said.append(status))
    b"".join(answer)
    answer.close()
    return int(said[0].split()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("claimed", ["hex", "rot13", "unicode_escape", "idna", "undefined", "utf-8", "nonsense"])
def test_claimed_encoding_breaks_no_page(claimed):
    environ = RequestFactory().get("/accounts/sign-in/?next=%5Cud800").environ
    assert status_of(environ | {"CONTENT_TYPE": f"text/plain; charset={claimed}"}) == 200
    assert status_of(environ | {"CONTENT_TYPE": f"text/plain; Charset*={claimed}"}) == 200


@pytest.mark.django_db
def test_half_characters_do_not_come_in_through_a_form():
    environ = RequestFactory().post("/accounts/sign-in/").environ | {
        "CONTENT_TYPE": "multipart/form-data; boundary=X; charset=unicode_escape",
        "CONTENT_LENGTH": str(len(FORM)),
        "wsgi.input": BytesIO(FORM),
        "HTTP_COOKIE": f"csrftoken={TOKEN}",
        "HTTP_X_CSRFTOKEN": TOKEN,
    }
    assert status_of(environ) == 200
