from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import AreaRole
from tests.factories import AdministratorFactory, AreaFactory, AreaRoleFactory


def revoke(client, role):
    return client.post(f"/accounts/roles/{role.pk}/revoke/")


def test_coordinator_takes_a_role_away(client, azory, coordinator):
    role = AreaRoleFactory(area=azory, kind=AreaRoleKind.ANALYST)
    client.force_login(coordinator)
    assert revoke(client, role).url == "/azory/people/"
    assert not AreaRole.objects.filter(pk=role.pk).exists()


def test_coordinator_takes_no_role_that_an_administrator_gives(client, azory, coordinator):
    role = AreaRoleFactory(area=azory, kind=AreaRoleKind.COORDINATOR)
    client.force_login(coordinator)
    assert revoke(client, role).status_code == 404
    assert AreaRole.objects.filter(pk=role.pk).exists()


def test_coordinator_takes_no_role_in_another_area(client, coordinator):
    role = AreaRoleFactory(area=AreaFactory(), kind=AreaRoleKind.ANALYST)
    client.force_login(coordinator)
    assert revoke(client, role).status_code == 404


def test_administrator_takes_a_coordinator_away(client, azory, coordinator):
    client.force_login(AdministratorFactory())
    revoke(client, coordinator.area_roles.get())
    client.force_login(coordinator)
    assert client.get("/azory/people/").status_code == 404
