"""Pages that add, change and delete what an organisation has."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations import links
from podworko.organisations.models import Organisation
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about
from podworko.resources.actions import resource as actions
from podworko.resources.forms.resource import NewResourceForm, ResourceForm
from podworko.resources.models import Resource


@fetching.show_and_save
def add_resource(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Write down what an organisation has."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    draft_key = f"resource-new-{organisation.pk}"
    form = NewResourceForm(fetching.posted(request), organisation=organisation, reach=fetching.reach(request))
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        try:
            made = carry_out(
                form,
                lambda: actions.add_resource(
                    organisation=organisation, values=form.values(), token=token, by=fetching.person(request)
                ),
            )
        except AlreadySubmittedError:
            return redirect(links.keep_page(organisation))
        if made:
            say_saved(request, draft_key, _("Dodano zasób."))
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, **about(organisation)}
    return render(request, "resources/add_resource.html", context)


@fetching.show_and_save
def change_resource(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Change what an organisation has."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    resource = _resource_to_edit(request, organisation, pk)
    draft_key = f"resource-{pk}"
    form = ResourceForm(fetching.posted(request), resource=resource, reach=fetching.reach(request))
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: actions.change_resource(
                resource, values=form.values(), version=resource.version, by=fetching.person(request)
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano zasób."), form=form)
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "resource": resource, **about(organisation)}
    if form.conflicts:
        context["last_change"] = fetching.last_change("resources.resource", pk)
    return render(request, "resources/change_resource.html", context)


@fetching.show_and_save
def delete_resource(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Ask, then delete; the history brings it back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    resource = _resource_to_edit(request, organisation, pk)
    if request.method == "POST":
        actions.delete_resource(resource, by=fetching.person(request))
        messages.success(request, _("Usunięto zasób. Można go przywrócić z historii zmian."))
        return redirect(links.keep_page(organisation))
    return render(request, "resources/delete_resource.html", {"resource": resource, **about(organisation)})


def _resource_to_edit(request: HttpRequest, organisation: Organisation, pk: int) -> Resource:
    rows = Resource.objects.editable_by(fetching.reach(request)).select_related("organisation__home_area")
    return get_object_or_404(rows, organisation=organisation, pk=pk)
