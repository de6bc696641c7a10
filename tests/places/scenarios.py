"""One run of every action of `places`; see tests/test_actions_are_recorded.py."""

from podworko.core.restoring import VERB
from podworko.places.actions import areas, boundaries, communities, restoring
from podworko.places.choices import AreaKind, CommunityKind
from podworko.places.imports import read_typed
from tests.factories import (
    SQUARE,
    AreaFactory,
    AreaNameFactory,
    BoundaryFactory,
    CommunityExtentFactory,
    CommunityFactory,
    CommunityNameFactory,
    StreetFactory,
)

AREAS, BOUNDARIES, COMMUNITIES, RESTORING = (
    f"places/actions/{name}.py::" for name in ("areas", "boundaries", "communities", "restoring")
)
NOT_RECORDED = {
    f"{AREAS}default_label": "reads",
    f"{BOUNDARIES}draft_boundary": "nothing has become of a draft yet",
    f"{BOUNDARIES}discard_draft": "nothing has become of a draft yet",
    "places/actions/writing.py": "what the actions share",
}


def confirm_boundary(by):
    reading = read_typed("50.08,19.90\n50.08,19.92\n50.09,19.92")
    draft = boundaries.draft_boundary(AreaFactory(), reading=reading, by=by)
    boundaries.confirm_boundary(draft, chosen=[0], values={}, by=by)


def community():
    made = CommunityFactory(areas=[AreaFactory()])
    CommunityNameFactory(community=made)
    CommunityNameFactory(community=made, name="Dawna")
    CommunityExtentFactory(community=made)
    CommunityExtentFactory(community=made, description="jeden blok")
    return made


def renamed_area():
    area = AreaNameFactory().area
    areas.rename_area(area, name="Nowe", by=None)
    return area


def bring_back_area_part(by):
    restoring.bring_back_area_part(areas.delete_street(StreetFactory(), by=None), by=by, verb=VERB)


def bring_back_community(by):
    restoring.bring_back_community(communities.delete_community(community(), by=None), by=by, verb=VERB)


def bring_back_community_part(by):
    gone = communities.delete_community_part(community().extents.last(), by=None)
    restoring.bring_back_community_part(gone, by=by, verb=VERB)


SCENARIOS = {
    f"{AREAS}create_area": lambda by: areas.create_area(name="Nowe", kind=AreaKind.NEIGHBOURHOOD, by=by),
    f"{AREAS}change_area": lambda by: areas.change_area(AreaFactory(), values={"description": "bloki"}, by=by),
    f"{AREAS}rename_area": lambda by: areas.rename_area(AreaFactory(), name="Nowe", by=by),
    f"{AREAS}correct_area_name": lambda by: areas.correct_area_name(
        AreaNameFactory(), values={"starts": "1960"}, by=by
    ),
    f"{AREAS}delete_area_name": lambda by: areas.delete_area_name(
        AreaNameFactory(area=AreaNameFactory().area, name="Dawna"), by=by
    ),
    f"{AREAS}return_to_name": lambda by: areas.return_to_name(
        area := renamed_area(), name=area.name, by=by, verb=VERB
    ),
    f"{AREAS}change_slug": lambda by: areas.change_slug(AreaFactory(), slug="nowe", by=by),
    f"{AREAS}move_area": lambda by: areas.move_area(AreaFactory(), parent=AreaFactory(kind="district"), by=by),
    f"{AREAS}add_streets": lambda by: areas.add_streets(AreaFactory(), names=["Niska"], source="", by=by),
    f"{AREAS}delete_street": lambda by: areas.delete_street(StreetFactory(), by=by),
    f"{BOUNDARIES}confirm_boundary": confirm_boundary,
    f"{BOUNDARIES}set_boundary": lambda by: boundaries.set_boundary(
        AreaFactory(), outlines=[SQUARE], values={}, by=by
    ),
    f"{BOUNDARIES}correct_boundary": lambda by: boundaries.correct_boundary(
        BoundaryFactory(), values={"starts": "1970"}, by=by
    ),
    f"{BOUNDARIES}delete_boundary": lambda by: boundaries.delete_boundary(BoundaryFactory(), by=by),
    f"{COMMUNITIES}add_community": lambda by: communities.add_community(
        name="Młodzież", areas=[AreaFactory()], values={"kind": CommunityKind.OF_INTEREST}, by=by
    ),
    f"{COMMUNITIES}change_community": lambda by: communities.change_community(
        community(), values={"description": "młodzi"}, by=by
    ),
    f"{COMMUNITIES}delete_community": lambda by: communities.delete_community(community(), by=by),
    f"{COMMUNITIES}add_community_name": lambda by: communities.add_community_name(
        community(), values={"name": "Na Olszy"}, by=by
    ),
    f"{COMMUNITIES}return_to_community_name": lambda by: communities.return_to_community_name(
        community(), name="Dawna", by=by, verb=VERB
    ),
    f"{COMMUNITIES}add_extent": lambda by: communities.add_extent(
        community(), values={"description": "dwa bloki"}, by=by
    ),
    f"{COMMUNITIES}correct_community_part": lambda by: communities.correct_community_part(
        community().extents.last(), values={"description": "trzy bloki"}, by=by
    ),
    f"{COMMUNITIES}delete_community_part": lambda by: communities.delete_community_part(
        community().extents.last(), by=by
    ),
    f"{RESTORING}restore_area": lambda by: restoring.restore_area(
        AreaFactory(), values={"description": "bloki"}, by=by, verb=VERB
    ),
    f"{RESTORING}restore_community": lambda by: restoring.restore_community(
        community(), values={"description": "młodzi"}, by=by, verb=VERB
    ),
    f"{RESTORING}bring_back_area_part": bring_back_area_part,
    f"{RESTORING}bring_back_community": bring_back_community,
    f"{RESTORING}bring_back_community_part": bring_back_community_part,
}
