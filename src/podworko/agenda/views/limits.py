"""The page on which a coordinator says from when on an area wants to be told that something coincides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.agenda import findings, links
from podworko.agenda.actions.finding import change_limits as change
from podworko.agenda.forms.limits import LimitsForm
from podworko.agenda.models import CoordinationLimits
from podworko.agenda.views.fetching import area_to_coordinate
from podworko.core.answers import carry_out, say_saved
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save


@show_and_save
def change_limits(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Change the limits of an area; what coincides is looked for anew."""
    area = area_to_coordinate(request, area_slug)
    back = links.findings(area.slug)
    row = CoordinationLimits.objects.filter(area=area).first()
    form, draft_key = LimitsForm(posted(request), row=row, holding=findings.limits_of(area)), f"limits-{area.pk}"
    if request.method == "POST" and form.is_valid():
        values, version = form.values(), row.version if row else None
        if carry_out(form, lambda: change(area, values=values, version=version, by=person(request))):
            said = _("Zapisano. To, co się zbiega, zaraz się przeliczy.")
            say_saved(request, draft_key, said, form=form)
            return redirect(back)
    context = {"form": form, "draft_key": draft_key, "area": area, "keep_page": back}
    context["calendar_page"] = links.calendar(area.slug)
    if form.conflicts and row:
        context["last_change"] = last_change("agenda.coordinationlimits", row.pk)
    return render(request, "agenda/change_limits.html", context)
