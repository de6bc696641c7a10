from podworko.core.models import AuditEntry
from podworko.needs.actions import sought as actions
from podworko.needs.models import Sought


def test_name_that_slipped_in_is_gone_for_good(keeper, area):
    one = actions.log_not_found(area=area, words="Genowefa z trzeciego", by=None)
    assert keeper.post(f"/podworze/problems/not-found/{one.pk}/delete/").status_code == 302
    assert not Sought.objects.exists()
    assert "Genowefa" not in str(list(AuditEntry.objects.values()))
