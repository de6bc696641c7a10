"""A program with a token."""

import json

from django.test import Client

from podworko.accounts.actions import create_api_token
from podworko.accounts.choices import ApiScope
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind


class Program:
    """Sends JSON with a person's token."""

    def __init__(self, user, scopes=tuple(ApiScope.values), secret=None):
        self.client = Client()
        self.secret = secret
        if user is not None:
            self.token, self.secret = create_api_token(user=user, name="strona", scopes=scopes, days=30, by=user)

    def ask(self, method, path, body=None, **headers):
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        text = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method,
            f"/api/{path}",
            text,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body, **headers):
        return self.ask("POST", path, body, **headers)

    def patch(self, path, body, **headers):
        return self.ask("PATCH", path, body, **headers)


def organisation_id(row):
    return ids.of(Kind.ORGANISATION, row.pk)


def location_id(row):
    return ids.of(Kind.LOCATION, row.pk)


def fields_of(response):
    """The fields that a refusal names."""
    assert response["Content-Type"] == "application/problem+json"
    return {one["field"] for one in response.json().get("errors", [])}
