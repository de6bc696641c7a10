"""One run of every action of `accounts`; see tests/test_actions_are_recorded.py."""

from podworko.accounts import actions
from podworko.accounts.choices import AreaRoleKind
from tests.factories import AreaFactory, AreaRoleFactory, UserFactory

HERE = "accounts/actions.py::"
SIGNS_ITSELF = {f"{HERE}use_sign_in_link", f"{HERE}set_up_first_administrator"}
"""Whoever holds the link acts; nobody has signed in yet."""


def use_sign_in_link(by):
    actions.use_sign_in_link(actions.create_sign_in_link(email=by.email, by=None))


def set_up_first_administrator(by):
    token = actions.create_first_administrator_link(by=None)
    actions.set_up_first_administrator(token, email=by.email, name="Jolanta Kowal")


def revoke_api_token(by):
    made, _secret = actions.create_api_token(user=by, name="strona", scopes=["events"], days=30, by=None)
    actions.revoke_api_token(made, by=by)


NOT_RECORDED = {f"{HERE}note_use_of_api_token": "says when a token was used, at most once a minute; no change of it"}

SCENARIOS = {
    f"{HERE}create_account": lambda by: actions.create_account(email="nowa@example.org", by=by),
    f"{HERE}change_account": lambda by: actions.change_account(by, name="Jolanta Kowal", language="uk", by=by),
    f"{HERE}change_password": lambda by: actions.change_password(by, password="trzepak-na-podworku", by=by),
    f"{HERE}grant_area_role": lambda by: actions.grant_area_role(
        user=UserFactory(), area=AreaFactory(), kind=AreaRoleKind.ANALYST, by=by
    ),
    f"{HERE}revoke_area_role": lambda by: actions.revoke_area_role(AreaRoleFactory(), by=by),
    f"{HERE}create_sign_in_link": lambda by: actions.create_sign_in_link(email=UserFactory().email, by=by),
    f"{HERE}create_first_administrator_link": lambda by: actions.create_first_administrator_link(by=by),
    f"{HERE}create_api_token": lambda by: actions.create_api_token(
        user=by, name="strona", scopes=["events"], days=30, by=by
    ),
    f"{HERE}revoke_api_token": revoke_api_token,
    f"{HERE}use_sign_in_link": use_sign_in_link,
    f"{HERE}set_up_first_administrator": set_up_first_administrator,
}
