from datetime import timedelta

from django.utils import timezone

from podworko.needs.actions import report as reports
from podworko.needs.actions import sought as soughts
from podworko.needs.models import Report, Sought
from podworko.needs.schedule import forget_reporters, forget_sought
from tests.needs.test_reports import leave


def test_contacts_are_forgotten_thirty_days_after_the_decision(area):
    old, fresh, waiting = (leave(area, contact="ewa@example.org") for _ in range(3))
    for report in (old, fresh):
        reports.decline_report(report, reason="nie", by=None)
    Report.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=31))
    assert forget_reporters.call() == 1
    kept = Report.objects.exclude(contact="").order_by("pk")
    assert list(kept) == [fresh, waiting]


def test_reports_are_forgotten_after_a_year(area):
    report = leave(area)
    Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(days=366))
    forget_reporters.call()
    assert not Report.objects.exists()


def test_what_was_sought_is_forgotten_in_time(area):
    today = timezone.localdate()
    soughts.log_not_found(area=area, words="szewc", by=None, day=today - timedelta(days=731))
    soughts.log_not_found(area=area, words="dentysta", by=None, day=today - timedelta(days=700))
    soughts.count_search(area_id=area.pk, words="basen", day=today - timedelta(days=61))
    soughts.count_search(area_id=area.pk, words="lodowisko", day=today - timedelta(days=59))
    assert forget_sought.call() == 2
    assert set(Sought.objects.values_list("key", flat=True)) == {"dentysta", "lodowisko"}
