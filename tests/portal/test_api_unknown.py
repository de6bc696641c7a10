import pytest


@pytest.mark.parametrize("path", ["nie-ma", "hsds/services/", "organisations/nie-id", "organisations", "hsds/../x"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_address_that_names_nothing_is_told_as_a_problem(client, db, path, method):
    response = getattr(client, method)(f"/api/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
