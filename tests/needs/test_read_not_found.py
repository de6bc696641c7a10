from django.utils import timezone

from podworko.needs.actions import sought as actions
from podworko.needs.models import Sought


def test_month_is_marked_as_read(keeper, area):
    actions.log_not_found(area=area, words="szewc", by=None)
    month = timezone.localdate().strftime("%Y-%m")
    assert keeper.post("/podworze/problems/not-found/read/", {"month": month}).status_code == 302
    assert Sought.objects.get().read_on == timezone.localdate()
    assert "czytane na spotkaniu" in keeper.get("/podworze/problems/not-found/").text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
