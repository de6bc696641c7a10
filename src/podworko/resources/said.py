"""What waits of what others say of entries: suggested without an account, or answered to a question. One work."""

from dataclasses import dataclass

from django.urls import reverse

from podworko.core.visibility import Reach
from podworko.places.models import Area
from podworko.resources.models import EntrySuggestion, FreshnessReply


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of each kind waits for a person in an area."""

    suggestions: int
    replies: int
    area_slug: str

    @property
    def total(self) -> int:
        """How much there is to decide on."""
        return self.suggestions + self.replies

    @property
    def page(self) -> str:
        """Where to begin: the list that holds something; the suggestions if neither or both do."""
        is_of_replies = self.replies and not self.suggestions
        name = "freshness_replies" if is_of_replies else "entry_suggestions"
        return reverse(f"resources:{name}", args=[self.area_slug])


def waiting(area: Area, reach: Reach) -> Waiting:
    """Count what a person may decide on in an area; replies wait only for who coordinates it."""
    suggestions = EntrySuggestion.objects.editable_by(reach).waiting().filter(area=area).count()
    is_coordinator = area.pk in reach.coordinator_of
    replies = FreshnessReply.objects.editable_by(reach).waiting().filter(organisation__home_area=area)
    return Waiting(suggestions, replies.count() if is_coordinator else 0, area.slug)
