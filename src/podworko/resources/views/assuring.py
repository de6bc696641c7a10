"""„Potwierdzam: aktualne”: who keeps an entry says in one tap that it is right, and takes that back as easily."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.places.models import Area
from podworko.resources import freshness_rows
from podworko.resources.actions import freshness as actions
from podworko.resources.actions.freshness import Said
from podworko.resources.choices import ReplyChannel, ReplyKind


@require_POST
def assure_organisation(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Write down that the entry was checked today, or take back that it was."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    known, by = freshness_rows.confirmed_today(organisation), fetching.person(request)
    try:
        if "undo" not in request.POST:
            if known is None:
                actions.record_reply(organisation, _said(request, organisation), by=by)
            messages.success(request, _("Zapisano, że wpis jest dziś sprawdzony. Można to cofnąć na jego stronie."))
        elif known is not None:
            actions.undo_reply(known, by=by)
            messages.success(request, _("Cofnięto potwierdzenie."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_back(request, organisation))


def _said(request: HttpRequest, organisation: Organisation) -> Said:
    # The public page says who by office, never by name.
    is_own = fetching.is_own_editor(request, organisation)
    whose = _("organizacja") if is_own else _("koordynator osiedla")
    return Said(ReplyKind.CURRENT, ReplyChannel.PAGE, assured_by=whose)


def _back(request: HttpRequest, organisation: Organisation) -> str:
    """Return the page of ours from which somebody came: `back` its address, `desk` the area of a desk."""
    asked, desk = request.POST.get("back", ""), request.POST.get("desk", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    area = Area.objects.filter(slug=desk).first() if slug_re.fullmatch(desk) else None
    return links.desk(area.slug) if area else links.keep_page(organisation)
