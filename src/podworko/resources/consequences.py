"""What follows here when organisations and places change: the counts on the map."""

from podworko.core.consequences import Changed
from podworko.resources import cells


def follow(changed: Changed) -> None:
    """Count the places anew that have changed, gone, or belong to an organisation that has changed."""
    cells.refresh(changed.get("organisations.location", ()))
    cells.refresh_organisations(changed.get("organisations.organisation", ()))
