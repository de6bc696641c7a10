from tests.portal import hsds


def test_first_page_says_which_standard_and_where_it_is_described(client, area):
    told = hsds.get(client, "")
    assert told["version"] == "3.0"
    path = told["openapi_url"].removeprefix("http://localhost:8000")
    assert client.get(path).json()["openapi"] == "3.1.0"
