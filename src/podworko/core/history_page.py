"""What every page of a change history does: list the changes page by page, and ask before going back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from podworko.core import history, restoring
from podworko.core.audit import Actor
from podworko.core.models import AuditEntry
from podworko.core.visibility import Reach

PER_PAGE = 20


def listed(request: HttpRequest, entries: history.Entries, reach: Reach) -> dict[str, Any]:
    """Return what `core/change_history.html` shows: one page of changes in words."""
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return {"items": history.items(page.object_list, reach), "page": page}


def offered(request: HttpRequest, entry: AuditEntry, reach: Reach) -> dict[str, Any] | None:
    """Return what `core/restore_version.html` asks; nothing, and a message, where there is no way back."""
    try:
        return {"entry": entry, "changes": restoring.preview(entry, reach)}
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


def go_back(request: HttpRequest, entry: AuditEntry, *, by: Actor) -> None:
    """Go back to what was before a change, and say on the next page how it went."""
    try:
        restoring.restore_version(entry, by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Przywrócono wcześniejszą wersję. Poprzednia jest w historii."))
