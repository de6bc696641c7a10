"""Where an id leads that other programs keep of an entry that was merged, or of a place that was joined to another."""

from podworko.organisations.merging import place_that_stands, successor_id
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind

_OF_PLACES = (Kind.LOCATION, Kind.OWN_AT_LOCATION)
_OF_ORGANISATIONS = (Kind.ORGANISATION, Kind.OWN_SERVICE)


def id_now(text: str) -> str:
    """Return the id of what stands for what an id named; empty where nothing does.

    Whether the one who asks may see that is the caller's question.
    """
    row = ids.key_of(text, *_OF_PLACES, *_OF_ORGANISATIONS)
    if row is None:
        return ""
    kind, key = row
    stands = place_that_stands(key) if kind in _OF_PLACES else successor_id(key)
    return ids.of(kind, stands) if stands else ""
