"""Who belongs to an organisation, who has a role in an area, and the invitations to either."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from podworko.accounts.actions import revoke_area_role
from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole, User
from podworko.accounts.roles import kinds_given_by
from podworko.core.qr import as_data_uri
from podworko.core.visibility import Reach
from podworko.organisations import links
from podworko.organisations.actions import membership as actions
from podworko.organisations.choices import MembershipRole
from podworko.organisations.forms.membership import AreaInvitationForm, MemberInvitationForm, MembershipForm
from podworko.organisations.mails import link_of
from podworko.organisations.models import Invitation, Membership, Opening, Organisation
from podworko.organisations.reach import reach_of
from podworko.places.models import Area

if TYPE_CHECKING:
    from django.db.models import QuerySet

PER_PAGE = 100
show_and_save = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def people(request: HttpRequest, area_slug: str) -> HttpResponse:
    """List who has a role in an area and who belongs to its organisations."""
    reach = reach_of(request.user)
    area = _area_managed_by(reach, area_slug)
    roles = AreaRole.objects.filter(area=area).select_related("user").order_by("kind", "user__name", "user__email")
    invitations = Invitation.objects.open().editable_by(reach).filter(area=area)
    kept = Organisation.objects.editable_by(reach).active_in(area)
    members = Membership.objects.filter(organisation__in=kept).select_related("user", "organisation__home_area")
    members = members.order_by("organisation__sort_key", "organisation", "user__name", "user__email")
    context = {
        "area": area,
        "roles": roles,
        "revocable": set(roles.editable_by(reach).exclude(user=reach.user_id).values_list("pk", flat=True)),
        "invitations": invitations.select_related("area", "created_by"),
        "members": Paginator(members, PER_PAGE).get_page(request.GET.get("page")),
        "is_coordinator": area.pk in reach.coordinator_of,
    }
    return render(request, "organisations/people.html", context)


@show_and_save
def invite_to_area(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Invite somebody to a role in an area."""
    reach = reach_of(request.user)
    area = _area_managed_by(reach, area_slug)
    form = AreaInvitationForm(request.POST or None, kinds=kinds_given_by(reach, area))
    if form.is_valid():
        data = form.cleaned_data
        try:
            invited = actions.invite_to_area(
                area=area, kind=AreaRoleKind(data["role"]), email=data["email"], label=data["label"], by=_user(request)
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _answer(request, invited, area)
    return render(request, "organisations/invite_to_area.html", {"area": area, "form": form})


@require_safe
def members(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """List who belongs to an organisation, with the open invitations and who has opened its records."""
    reach = reach_of(request.user)
    organisation = _organisation(area_slug, slug, Organisation.objects.visible_to(reach))
    found = Membership.objects.visible_to(reach).filter(organisation=organisation).select_related("user")
    is_kept = Organisation.objects.editable_by(reach).filter(pk=organisation.pk).exists()
    if not is_kept and not found.exists():
        raise Http404
    invitations = Invitation.objects.open().editable_by(reach).filter(organisation=organisation)
    openings = Opening.objects.filter(organisation=organisation).select_related("user") if is_kept else ()
    context = {
        "area": organisation.home_area,
        "organisation": organisation,
        "public_page": links.page(organisation),
        "keep_page": links.keep_page(organisation),
        "members": found.order_by("role", "user__name", "user__email"),
        "roles": MembershipRole.choices,
        "is_kept": is_kept,
        "invitations": invitations.select_related("organisation", "created_by"),
        "openings": openings[:20],
    }
    return render(request, "organisations/members.html", context)


@show_and_save
def invite_member(request: HttpRequest, area_slug: str, slug: str) -> HttpResponse:
    """Invite somebody to an organisation."""
    reach = reach_of(request.user)
    organisation = _organisation(area_slug, slug, Organisation.objects.editable_by(reach))
    form = MemberInvitationForm(request.POST or None, initial={"role": MembershipRole.EDITOR})
    if form.is_valid():
        data = form.cleaned_data
        role = MembershipRole(data["role"])
        try:
            invited = actions.invite_member(
                organisation=organisation, role=role, email=data["email"], label=data["label"], by=_user(request)
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _answer(request, invited, organisation.home_area)
    context = {"area": organisation.home_area, "organisation": organisation, "form": form}
    return render(request, "organisations/invite_member.html", context)


@require_POST
def change_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a member an editor or the other way round."""
    membership = get_object_or_404(_memberships().editable_by(reach_of(request.user)), pk=pk)
    form = MembershipForm(request.POST)
    if form.is_valid():
        try:
            actions.change_membership(membership, role=MembershipRole(form.cleaned_data["role"]), by=_user(request))
        except ValidationError as error:
            messages.error(request, error.messages[0])
    return _to_members(membership.organisation)


@require_POST
def remove_member(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership: one's own, or one in an organisation whose entry one keeps."""
    own = _memberships().filter(user=_user(request))
    membership = get_object_or_404(own | _memberships().editable_by(reach_of(request.user)), pk=pk)
    actions.remove_membership(membership, by=_user(request))
    messages.success(request, _("Ta osoba nie należy już do organizacji."))
    if membership.user_id == request.user.pk:
        return redirect("/")
    return _to_members(membership.organisation)


@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitations = Invitation.objects.select_related("organisation__home_area", "area")
    invitation = get_object_or_404(invitations.editable_by(reach_of(request.user)), pk=pk)
    actions.revoke_invitation(invitation, by=_user(request))
    messages.success(request, _("Zaproszenie cofnięte. Jego odnośnik już nie działa."))
    if invitation.organisation:
        return _to_members(invitation.organisation)
    return redirect("organisations:people", invitation.area.slug if invitation.area else "")


@require_POST
def revoke_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role in an area away."""
    roles = AreaRole.objects.editable_by(reach_of(request.user)).exclude(user=_user(request))
    role = get_object_or_404(roles.select_related("area"), pk=pk)
    revoke_area_role(role, by=_user(request))
    messages.success(request, _("Rola odebrana."))
    return redirect("organisations:people", role.area.slug)


def _area_managed_by(reach: Reach, slug: str) -> Area:
    areas = Area.objects.all() if reach.is_administrator else Area.objects.filter(pk__in=reach.coordinator_of)
    return get_object_or_404(areas, slug=slug)


def _organisation(area_slug: str, slug: str, rows: "QuerySet[Organisation]") -> Organisation:
    return get_object_or_404(rows.select_related("home_area"), home_area__slug=area_slug, slug=slug)


def _memberships() -> Any:
    return Membership.objects.select_related("organisation__home_area")


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):  # every view here asks for sign-in
        raise Http404
    return request.user


def _to_members(organisation: Organisation) -> HttpResponse:
    return redirect("organisations:members", organisation.home_area.slug, organisation.slug)


def _answer(request: HttpRequest, invited: tuple[Invitation, str], area: Area) -> HttpResponse:
    """Show the link this once, or say where it was mailed."""
    invitation, token = invited
    if invitation.email:
        messages.success(request, _("Wysłano zaproszenie na adres: {email}").format(email=invitation.email))
        if invitation.organisation:
            return _to_members(invitation.organisation)
        return redirect("organisations:people", area.slug)
    link = link_of(token)
    context = {"area": area, "invitation": invitation, "link": link, "qr": as_data_uri(link)}
    return render(request, "organisations/invitation.html", context)
