from datetime import timedelta

from django.utils import timezone

from podworko.resources.actions import suggestion as actions
from podworko.resources.models import EntrySuggestion
from podworko.resources.schedule import forget_suggesters
from tests.resources.suggesting import leave


def test_contacts_notes_and_answers_are_forgotten_thirty_days_after_the_decision(estate):
    old, fresh, waiting = (leave(estate.area, contact="ewa@example.org", note="u Jana") for _ in range(3))
    for one in (old, fresh):
        actions.decline_entry_suggestion(one, reason="nie", by=None)
    EntrySuggestion.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=31))
    assert forget_suggesters.call() == 1
    assert list(EntrySuggestion.objects.exclude(contact="").order_by("pk")) == [fresh, waiting]
    assert EntrySuggestion.objects.get(pk=old.pk).note == ""


def test_advertisements_go_after_thirty_days_and_all_after_a_year(estate):
    spam, old = leave(estate.area), leave(estate.area)
    actions.set_aside(spam, by=None)
    EntrySuggestion.objects.filter(pk=spam.pk).update(decided_at=timezone.now() - timedelta(days=31))
    EntrySuggestion.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))
    forget_suggesters.call()
    assert not EntrySuggestion.objects.exists()
