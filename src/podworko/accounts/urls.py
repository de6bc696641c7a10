from django.urls import path

from podworko.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/sign-in/", views.sign_in, name="sign_in"),
    path("accounts/code/", views.enter_code, name="enter_code"),
    path("accounts/sign-in/password/", views.sign_in_with_password, name="sign_in_with_password"),
    path("accounts/sign-in/demo/", views.sign_in_as_demo, name="sign_in_as_demo"),
    path("accounts/sign-out/", views.sign_out, name="sign_out"),
    path("accounts/link/<str:token>/", views.use_link, name="use_link"),
    path("accounts/set-up/<str:token>/", views.set_up, name="set_up"),
    path("accounts/password/", views.change_password, name="change_password"),
    path("accounts/tokens/", views.api_tokens, name="api_tokens"),
    path("accounts/tokens/<int:pk>/revoke/", views.revoke_api_token, name="revoke_api_token"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("accounts/roles/", views.roles, name="roles"),
]
