from django.urls import path

from podworko.core import views

app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/retry/", views.retry_job, name="retry_job"),
    path("jobs/<uuid:job_id>/discard/", views.discard_job, name="discard_job"),
]
