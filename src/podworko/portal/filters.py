"""What a visitor wants to see of a map, as the address says it. Pure: values in, values out."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from podworko.core.search.query import tidy
from podworko.resources.choices import Audience

_AUDIENCES = frozenset(Audience.values)
_CODE = re.compile(r"[-\w]{1,40}")


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Filters of the map, the list and their data; each is empty when it leaves everything in."""

    words: str = ""
    """What an entry tells of itself, in any form of the words; see `core.search`."""
    category: str = ""
    """Code of the primary category."""
    audience: str = ""
    """One of `resources.choices.Audience`."""
    is_open: bool = False
    """Known to be open now."""
    is_step_free: bool = False
    is_exact: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether everything stays in."""
        return self == EntryFilter()

    @property
    def is_by_category_only(self) -> bool:
        """Say whether nothing but the category, if any, is asked for."""
        return replace(self, category="") == EntryFilter()

    def address(self, **changes: Any) -> str:
        """Return these filters, some changed, as the part of an address after the path; may be empty."""
        changed = replace(self, **changes)
        names = {field.name: ADDRESS_NAMES[field.name] for field in fields(changed)}
        asked = [(name, _written(getattr(changed, field))) for field, name in names.items() if getattr(changed, field)]
        return f"?{urlencode(asked)}" if asked else ""


ADDRESS_NAMES = {
    "words": "q",
    "category": "category",
    "audience": "for",
    "is_open": "open",
    "is_step_free": "step-free",
    "is_exact": "exact",
}
"""Field → its name in the address."""


def parse(query: QueryDict) -> EntryFilter:
    """Read filters from an address; what means nothing here is left out, never an error."""
    category, audience = query.get("category", ""), query.get("for", "")
    return EntryFilter(
        words=tidy(query.get("q", "")),
        category=category if is_code(category) else "",
        audience=audience if audience in _AUDIENCES else "",
        is_open=query.get("open") == "1",
        is_step_free=query.get("step-free") == "1",
        is_exact=query.get("exact") == "1",
    )


def is_code(text: str) -> bool:
    """Say whether a text can be the code of a category."""
    return bool(_CODE.fullmatch(text))


def _written(value: Any) -> str:
    return "1" if value is True else str(value)
