"""Pages that add, change, hand over and delete the contacts of an organisation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations import links
from podworko.organisations.actions import contact as actions
from podworko.organisations.forms.contact import ContactForm, HandOverForm, NewContactForm
from podworko.organisations.models import Contact, ContactField
from podworko.organisations.views import fetching
from podworko.organisations.views.entries import about


@fetching.show_and_save
def add_contact(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Add a role that can be reached."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    draft_key = f"contact-new-{organisation.pk}"
    form = NewContactForm(fetching.posted(request), organisation=organisation, reach=fetching.reach(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = carry_out(
                form,
                lambda: actions.add_contact(
                    organisation=organisation,
                    values=form.own_values(),
                    ways=form.read_ways(),
                    token=form.cleaned_data["token"],
                    by=fetching.person(request),
                ),
            )
        except AlreadySubmittedError:
            return redirect(links.keep_page(organisation))
        if made:
            say_saved(request, draft_key, _("Dodano kontakt."))
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, **about(organisation)}
    return render(request, "organisations/add_contact.html", context)


@fetching.show_and_save
def change_contact(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Change a role, who holds it, and how they are reached."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    contact = fetching.contact_to_edit(request, organisation, pk)
    draft_key = f"contact-{contact.pk}"
    form = ContactForm(fetching.posted(request), contact=contact, reach=fetching.reach(request))
    if request.method == "POST" and form.is_valid():
        saved = carry_out(
            form,
            lambda: actions.change_contact(
                contact,
                values=form.own_values(),
                ways=form.read_ways(),
                version=contact.version,
                by=fetching.person(request),
            ),
        )
        if saved:
            say_saved(request, draft_key, _("Zapisano kontakt."), form=form)
            return redirect(links.keep_page(organisation))
    context = {"form": form, "draft_key": draft_key, "contact": contact, **about(organisation)}
    return render(request, "organisations/change_contact.html", context)


@fetching.show_and_save
def hand_over_contact(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Let a role pass to somebody else, or end it."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    contact = fetching.contact_to_edit(request, organisation, pk)
    ways = list(ContactField.objects.editable_by(fetching.reach(request)).filter(contact=contact))
    form = HandOverForm(None if "end" in request.POST else fetching.posted(request), ways=ways)
    if "end" in request.POST:
        actions.end_contact(contact, by=fetching.person(request))
        messages.success(request, _("Rola się skończyła. Jej telefony i adresy nie są już pokazywane."))
        return redirect(links.keep_page(organisation))
    if request.method == "POST" and form.is_valid() and _hand_over(contact, form, request):
        messages.success(request, _("Przekazano rolę: %(role)s.") % {"role": contact.role})
        return redirect(links.keep_page(organisation))
    context = {"form": form, "contact": contact, **about(organisation)}
    return render(request, "organisations/hand_over_contact.html", context)


@fetching.show_and_save
def delete_contact(request: HttpRequest, area_slug: str, slug: str, pk: int) -> HttpResponse:
    """Ask, then delete a contact; the history brings it back."""
    organisation = fetching.organisation_to_edit(request, area_slug, slug)
    contact = fetching.contact_to_edit(request, organisation, pk)
    if request.method == "POST":
        actions.delete_contact(contact, by=fetching.person(request))
        messages.success(request, _("Usunięto kontakt. Można go przywrócić z historii zmian."))
        return redirect(links.keep_page(organisation))
    return render(request, "organisations/delete_contact.html", {"contact": contact, **about(organisation)})


def _hand_over(contact: Contact, form: HandOverForm, request: HttpRequest) -> Contact | None:
    values = form.cleaned_data
    try:
        return actions.hand_over_contact(
            contact,
            holder_name=values["holder_name"],
            held_from=values["held_from"],
            holder_visibility=values["holder_visibility"],
            kept=[int(pk) for pk in values["kept"]],
            by=fetching.person(request),
        )
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return None
