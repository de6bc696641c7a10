"""What people without an account suggest about the register: an entry, a correction, a closure.

Imported by `resources.models`, so that Django finds it.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from podworko.core import tokens
from podworko.core.left import Left, declined_says_why, says_when_decided
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import SuggestionKind, SuggestionState


def _open_to(reach: Reach) -> Q:
    """Leave out what is about an entry that was hidden since, even from those who coordinate, or is kept elsewhere."""
    about_none = Q(kind=SuggestionKind.NEW) | Q(organisation=None)
    return about_none | Q(organisation__in=Organisation.objects.editable_by(reach).values("pk"))


class EntrySuggestionQuerySet(models.QuerySet["EntrySuggestion"]):
    def editable_by(self, reach: Reach) -> "EntrySuggestionQuerySet":
        """Keep what a person may accept: in areas that they coordinate, and about entries that they keep."""
        kept = Q(organisation__in=reach.editor_of) & ~Q(kind=SuggestionKind.NEW) & ~Q(state=SuggestionState.SPAM)
        return self.filter(Q(area__in=reach.coordinator_of) & _open_to(reach) | kept)

    def decided_by(self, reach: Reach) -> "EntrySuggestionQuerySet":
        """Keep what a person also declines, sets aside and asks about: in areas that they coordinate."""
        return self.filter(_open_to(reach), area__in=reach.coordinator_of)

    def waiting(self) -> "EntrySuggestionQuerySet":
        """Keep the suggestions on which nobody has decided yet."""
        return self.filter(state=SuggestionState.WAITING)


class EntrySuggestion(Left):
    """What somebody without an account suggests. Nothing of it is shown to the public before it is accepted."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SuggestionKind)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    """What it is about; of a new entry what was made of it, or what it was joined to."""
    changes = models.JSONField(default=dict, blank=True)
    """Name of a value (`resources.entry_values`) → [what the page showed, what is suggested]."""
    note = models.TextField(_("uwagi"), max_length=2000, blank=True)
    is_suspect = models.BooleanField(default=False)
    """It holds more addresses of pages than an entry needs: perhaps an advertisement."""
    question = models.CharField(_("pytanie"), max_length=500, blank=True)
    """What the coordinator asks; whoever suggested it reads this."""
    answer = models.CharField(_("odpowiedź"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.WAITING)
    applied = models.JSONField(default=list, blank=True)
    """What accepting it has changed, so that this can be undone: steps of `resources.actions.correcting`."""
    language = models.CharField(max_length=5, default="pl")
    """In which whoever suggests it reads the page, and mails."""
    seed = models.UUIDField(default=uuid.uuid4, editable=False)
    """From it and the instance's key comes the secret of the address, which a mail must be able to say again."""

    objects = EntrySuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            says_when_decided("entry_suggestion_says_when_decided"),
            declined_says_why("declined_entry_suggestion_says_why"),
        ]
        indexes = [models.Index(fields=["area", "state"], name="entry_suggestions_waiting")]

    @property
    def secret(self) -> str:
        """The secret in the address on which its fate can be followed."""
        return self.secret_of(self.seed)

    @property
    def is_asked(self) -> bool:
        """Say whether a question waits for whoever suggested it."""
        return self.state == SuggestionState.WAITING and bool(self.question) and not self.answer

    @property
    def title(self) -> str:
        """What it is about, in the words of the entry or of whoever suggests one."""
        if self.kind == SuggestionKind.NEW and "name" in self.changes:
            return str(self.changes["name"][1])
        return self.organisation.name if self.organisation else ""

    @staticmethod
    def secret_of(token: uuid.UUID) -> str:
        """Return the secret that belongs to a form's token: the same however often the form is sent."""
        return tokens.derived("resources.entry_suggestion", str(token))
