"""Who may see a row: one mechanism for every app, format and page.

A row carries one of four visibilities. A person's `Reach` is built once per request by
`podworko.organisations.reach.reach_of(user)`; every model offers `visible_to(reach)` and
`editable_by(reach)`, and every page, file, feed and print starts from one of the two.
"""

from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ModelT = TypeVar("ModelT", bound=models.Model)


class Visibility(models.TextChoices):
    """From widest to narrowest. A new row is `ORGANISATION` unless somebody says otherwise."""

    PUBLIC = "public", _("wszyscy")
    PARTNERS = "partners", _("partnerzy z okolicy")
    ORGANISATION = "organisation", _("nasza organizacja")
    PRIVATE = "private", _("tylko prowadzący wpis")


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person belongs to, as sets of row ids; the empty reach is a passer-by's.

    Area sets are already spread over the tree of areas by whoever builds the reach:
    `partner_in` upwards from the areas where the person's organisations are active,
    the others downwards from the areas where the person has the role.
    """

    user_id: int | None = None
    member_of: frozenset[int] = frozenset()
    editor_of: frozenset[int] = frozenset()
    partner_in: frozenset[int] = frozenset()
    coordinator_of: frozenset[int] = frozenset()
    analyst_in: frozenset[int] = frozenset()
    """Where the person is facilitator or analyst."""
    officer_in: frozenset[int] = frozenset()
    """Where the person is data-protection officer."""
    opened: frozenset[int] = frozenset()
    """Organisations whose records an administrator or data-protection officer has opened: logged, for a time."""
    is_administrator: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Say whether nobody has signed in."""
        return self.user_id is None


class VisibleQuerySet(models.QuerySet[ModelT]):
    """A queryset scoped by the visibility table; a model sets where its owner and areas are found.

    Rows owned by no organisation leave `owner` empty: then only areas count.
    """

    owner: ClassVar[str] = "organisation"
    """Lookup of the owning organisation's id."""
    areas: ClassVar[str] = "area"
    """Lookup of the id(s) of the area(s) in which the row counts; may cross a many-to-many."""
    author: ClassVar[str] = "entered_by"
    """Lookup of the id of the user who entered the row; empty where nobody wrote that down."""
    visibility: ClassVar[str] = "visibility"

    def visible_to(self, reach: Reach) -> Self:
        """Keep the rows that a person may read."""
        public = self._public()
        if reach.is_anonymous:
            return self.filter(public & self._shown_with(reach))
        condition = public | self._readable_by_partner(reach) | self._readable_by_member(reach)
        return self.filter((condition | self._editable(reach)) & self._shown_with(reach))

    def editable_by(self, reach: Reach) -> Self:
        """Keep the rows that a person may change."""
        if reach.is_anonymous:
            return self.none()
        return self.filter(self._editable(reach) & self._shown_with(reach))

    def public(self) -> Self:
        """Keep the rows that everybody may read."""
        return self.visible_to(Reach())

    def _public(self) -> Q:
        """Return what everybody may read, of what is shown at all."""
        return Q(**{self.visibility: Visibility.PUBLIC})

    def _shown_with(self, reach: Reach) -> Q:
        """Return what else must hold for a row to be seen at all; a child is hidden with its owner."""
        return Q()

    def _in_areas(self, ids: frozenset[int]) -> Q:
        # A subquery instead of a join: a row counted in two areas must not come twice.
        if not ids:
            return Q(pk__in=[])
        if "__" not in self.areas:
            return Q(**{f"{self.areas}__in": ids})
        matching = self.model._base_manager.filter(**{f"{self.areas}__in": ids})  # noqa: SLF001
        return Q(pk__in=matching.values("pk"))

    def _owned_by(self, ids: frozenset[int]) -> Q:
        if not ids or not self.owner:
            return Q(pk__in=[])
        return Q(**{f"{self.owner}__in": ids})

    def _at_most(self, narrowest: Visibility) -> Q:
        widest_first = list(Visibility)
        allowed = widest_first[: widest_first.index(narrowest) + 1]
        return Q(**{f"{self.visibility}__in": allowed})

    def _readable_by_partner(self, reach: Reach) -> Q:
        areas = reach.partner_in | reach.analyst_in | reach.officer_in
        return self._at_most(Visibility.PARTNERS) & self._in_areas(areas)

    def _readable_by_member(self, reach: Reach) -> Q:
        return (self._at_most(Visibility.ORGANISATION) & self._owned_by(reach.member_of)) | self._owned_by(
            reach.opened
        )

    def _editable(self, reach: Reach) -> Q:
        entered = Q(**{self.author: reach.user_id}) if self.author else Q(pk__in=[])
        coordinated = self._in_areas(reach.coordinator_of) & (self._at_most(Visibility.ORGANISATION) | entered)
        return self._owned_by(reach.editor_of) | coordinated
