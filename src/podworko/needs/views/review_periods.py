"""The page on which a coordinator says after how long what is known of problems is out of date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out, say_saved
from podworko.needs import links, review
from podworko.needs.actions.review_period import change_review_period as change
from podworko.needs.forms.review import ReviewPeriodForm
from podworko.needs.models import ReviewPeriod
from podworko.needs.views.fetching import area_to_coordinate
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save


@show_and_save
def change_review_period(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Change the review period of an area; pages, map, print and open data follow at once."""
    area = area_to_coordinate(request, area_slug)
    row = ReviewPeriod.objects.filter(area=area).first()
    form, draft_key = ReviewPeriodForm(posted(request), row=row, holding=review.months_of(area)), f"review-{area.pk}"
    if request.method == "POST" and form.is_valid():
        months, version = form.cleaned_data["months"], row.version if row else None
        if carry_out(form, lambda: change(area, months=months, version=version, by=person(request))):
            say_saved(request, draft_key, _("Zapisano. Liczy się od razu."), form=form)
            return redirect(links.problems(area.slug))
    context = {"form": form, "draft_key": draft_key, "area": area, "keep_page": links.problems(area.slug)}
    if form.conflicts and row:
        context["last_change"] = last_change("needs.reviewperiod", row.pk)
    return render(request, "needs/change_review_period.html", context)
