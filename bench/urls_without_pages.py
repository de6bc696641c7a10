from django.urls import include, path

urlpatterns = [path("bench-bare/", include("bench.bare"))]
