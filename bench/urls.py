from django.urls import include, path

from podworko.config.urls import urlpatterns as pages

# The reference stands in an included module, as every page does, and the pages stand as deep as in an instance.
urlpatterns = [path("bench-bare/", include("bench.bare")), *pages]
