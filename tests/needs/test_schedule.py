from datetime import timedelta

from django.utils import timezone

from podworko.needs.actions import report as reports
from podworko.needs.models import Report
from podworko.needs.schedule import forget_reporters
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
