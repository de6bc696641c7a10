from podworko.core.models import AuditEntry
from podworko.resources.models import FreshnessSettings
from tests.register import form_on

ADDRESS = "/azory/freshness/settings/"


def test_it_is_off_until_the_coordinator_turns_it_on(signed_in, estate):
    assert FreshnessSettings.of(estate.area).is_on is False
    client = signed_in("coordinator")
    sent = form_on(client.get(ADDRESS)).filled(is_on="on", months="6", paused_months=["7", "8"])
    client.post(ADDRESS, sent)
    settings = FreshnessSettings.of(estate.area)
    assert (settings.is_on, settings.months, settings.paused_months) == (True, 6, [7, 8])
    assert settings.applies_directly is False
    assert AuditEntry.objects.filter(verb="set_freshness").exists()


def test_nonsense_is_refused(signed_in, estate):
    client = signed_in("coordinator")
    for values in ({"months": "0"}, {"months": "99"}, {"paused_months": ["13"]}):
        form = form_on(client.get(ADDRESS)).filled(**values)
        assert client.post(ADDRESS, form).status_code == 200
    assert not FreshnessSettings.objects.exists()


def test_an_editor_finds_no_such_page(signed_in, estate):
    assert signed_in("editor").get(ADDRESS).status_code == 404
