"""What takes place on a day as points on a map (GeoJSON, RFC 7946)."""

import json
from datetime import date
from typing import Any

from django.conf import settings

from podworko.agenda import reading
from podworko.agenda.reading import Entry
from podworko.agenda.wanted import Wanted
from podworko.core.visibility import Reach
from podworko.places.models import Area


def of_area(area: Area, wanted: Wanted, day: date) -> str:
    """Return what everybody may see of a day and what has a point, in an area and the areas inside it."""
    found = reading.on(area, Reach(), wanted, day, day)
    features = [_feature(entry) for entry in found if entry.latitude is not None and entry.longitude is not None]
    whole = {"type": "FeatureCollection", "name": f"{area.name}: kalendarz", "day": day.isoformat()}
    return json.dumps({**whole, "features": features}, ensure_ascii=False, separators=(",", ":"))


def _feature(entry: Entry) -> dict[str, Any]:
    address = f"{settings.PODWORKO_URL}{entry.url}?day={entry.day.isoformat()}"
    status = "cancelled" if entry.is_cancelled else "tentative" if entry.is_tentative else "confirmed"
    said = {
        "title": entry.title,
        "url": address,
        "status": status,
        "day": entry.day.isoformat(),
        "last_day": entry.last_day.isoformat(),
        "starts": entry.starts.isoformat(timespec="minutes") if entry.is_timed else None,
        "ends": entry.ends.isoformat(timespec="minutes") if entry.is_timed and entry.has_end else None,
        "place": entry.place,
        "is_exact": entry.is_exact,
        "organiser": entry.organiser,
        "kind": entry.kind,
        "audiences": entry.audiences,
        "cost": entry.cost,
    }
    point = [round(entry.longitude or 0, 6), round(entry.latitude or 0, 6)]
    return {
        "type": "Feature",
        "id": address,
        "geometry": {"type": "Point", "coordinates": point},
        "properties": said,
    }
