"""The logged, time-limited opening of an organisation's records by whoever keeps the instance or guards the data."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from podworko.accounts.models import User
from podworko.core.visibility import Reach
from podworko.organisations import queries
from podworko.organisations.actions import membership as actions
from podworko.organisations.choices import OpeningPurpose
from podworko.organisations.forms.membership import OpeningForm
from podworko.organisations.models import Opening, Organisation
from podworko.organisations.reach import reach_of


@require_http_methods(["GET", "HEAD", "POST"])
def open_records(request: HttpRequest) -> HttpResponse:
    """Open an organisation's records for an hour, with a reason, and list what is open."""
    reach = reach_of(request.user)
    if not isinstance(request.user, User) or not (reach.is_administrator or reach.officer_in):
        raise Http404
    form = OpeningForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            organisation = _named(data["address"], reach)
            purpose = OpeningPurpose(data["purpose"])
            actions.open_records(organisation, purpose=purpose, reason=data["reason"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Zapisy są otwarte przez godzinę. Widać to w historii organizacji."))
            return redirect("organisations:open_records")
    openings = Opening.objects.open().filter(user=request.user).select_related("organisation__home_area")
    return render(request, "organisations/open_records.html", {"form": form, "openings": openings})


@require_POST
def close_records(request: HttpRequest, pk: int) -> HttpResponse:
    """Close what one has opened, before the hour is over."""
    opening = get_object_or_404(Opening, pk=pk, user=request.user.pk)
    if isinstance(request.user, User):
        actions.close_records(opening, by=request.user)
    return redirect("organisations:open_records")


def _named(address: str, reach: Reach) -> Organisation:
    """Return the organisation at an address such as `/azory/organisations/klub/`; raise ValidationError if none is."""
    parts = [part for part in urlsplit(address.strip()).path.split("/") if part]
    rows = queries.openable_by(reach).select_related("home_area")
    if len(parts) >= 3 and parts[1] == "organisations":  # noqa: PLR2004 – area, „organisations”, organisation
        found = rows.filter(home_area__slug=parts[0], slug=parts[2]).first()
        if found:
            return found
    raise ValidationError(_("Pod tym adresem nie ma wpisu, który można otworzyć."), code="no_organisation")
