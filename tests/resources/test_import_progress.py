"""How far a job is; the page can be left."""

from podworko.resources.models import RegisterImport
from podworko.resources.views import imports
from tests.resources.importing import IMPORTS, brought, worked


def test_page_tells_the_percent_and_goes_on_when_it_is_done(signed_in, monkeypatch):
    monkeypatch.setattr(imports, "SMALL_FILE", 1)
    client = signed_in("coordinator")
    made, answer = brought(client, "Nazwa\nKlub Sowa\n")
    RegisterImport.objects.update(progress=40)
    assert "40" in client.get(answer.url).text
    said = client.get(answer.url, headers={"accept": "application/json"}).json()
    assert said == {"is_under_way": True, "percent": 40}
    worked()
    assert not client.get(answer.url, headers={"accept": "application/json"}).json()["is_under_way"]
    assert client.get(answer.url).url == f"{IMPORTS}{made.pk}/columns/"
