from podworko.accounts.views.explain import roles
from podworko.accounts.views.links import set_up, use_link
from podworko.accounts.views.mailbox import mailbox
from podworko.accounts.views.password import change_password
from podworko.accounts.views.signing_in import enter_code, sign_in, sign_in_as_demo, sign_in_with_password, sign_out
from podworko.accounts.views.tokens import api_tokens, revoke_api_token

__all__ = [
    "api_tokens",
    "change_password",
    "enter_code",
    "mailbox",
    "revoke_api_token",
    "roles",
    "set_up",
    "sign_in",
    "sign_in_as_demo",
    "sign_in_with_password",
    "sign_out",
    "use_link",
]
