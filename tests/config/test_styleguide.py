def test_styleguide_shows_every_component_without_an_account(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/styleguide/")
    assert response.status_code == 200
    for word in ("Kolory", "Komunikaty", "Formularze", "Brak wpisów"):
        assert word in response.text


def test_styleguide_carries_no_token(client, db):
    response = client.get("/styleguide/")
    assert "csrf" not in response.text
    assert "csrftoken" not in response.cookies
