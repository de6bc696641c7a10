from django.urls import include, path

urlpatterns = [path("", include("bench.bare")), path("", include("podworko.config.urls"))]
