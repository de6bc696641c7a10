from django.urls import include, path

from podworko.config.urls import urlpatterns as pages

# The pages stand as deep as they do in an instance.
urlpatterns = [path("", include("bench.bare")), *pages]
