from podworko.organisations.actions import link as links
from podworko.organisations.models import Link


def made(azory, club, library):
    values = {"level": "informal", "starts": "2016"}
    return links.add_link(area=azory, first=club, second=library, values=values, by=None)


def test_earlier_step_ends_where_the_next_begins(keeper, azory, club, library):
    link = made(azory, club, library)
    url = f"/azory/network/links/{link.pk}/step/"
    assert keeper.post(url, {"level": "partnership", "since": "01.09.2024"}).status_code == 302
    old, new = Link.objects.order_by("pk")
    assert (old.level, old.ends) == ("informal", "2024-08-31")
    assert (new.level, new.starts) == ("partnership", "2024-09-01")
    # A second click finds that step taken already, and says so.
    assert "wcześniejsza niż początek" in keeper.post(url, {"level": "actions", "since": "2010"}).text
    assert Link.objects.count() == 2


def test_step_without_a_date_or_to_the_same_level_is_refused(keeper, azory, club, library):
    url = f"/azory/network/links/{made(azory, club, library).pk}/step/"
    assert "choćby sam rok" in keeper.post(url, {"level": "actions", "since": ""}).text
    assert "ten sam stopień" in keeper.post(url, {"level": "informal", "since": "2020"}).text
    assert Link.objects.count() == 1
