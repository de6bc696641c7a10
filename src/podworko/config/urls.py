from django.urls import include, path

from podworko.config import views
from podworko.organisations.urls import urlpatterns as organisations
from podworko.resources.urls import entry_urlpatterns

pages = [
    path("language/<slug:code>/", views.switch_language, name="switch_language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("styleguide/", views.styleguide, name="styleguide"),
]

urlpatterns = [
    # First what is asked for most often: each pattern that is tried in vain costs time.
    path("", include("podworko.portal.urls")),
    path("", include("podworko.core.urls")),
    path("", include((pages, "config"))),
    path("", include("podworko.accounts.urls")),
    # The fast entry asks for a category, which organisations do not know: its page stands in `resources`.
    path("", include(([*entry_urlpatterns, *organisations], "organisations"))),
    path("", include("podworko.resources.urls")),
    path("", include("podworko.agenda.urls")),
    path("", include("podworko.needs.urls")),
]

handler500 = "podworko.config.errors.server_error"
