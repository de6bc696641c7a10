"""Mails to those who have registered, as jobs: each is put into the queue by the change that it tells of."""

from django_tasks import task

from podworko.agenda import sign_up_telling


@task()
def send_news(sign_up_id: int) -> str:
    """Tell somebody that they are registered, or that a place has become free."""
    return sign_up_telling.tell_news(sign_up_id)


@task()
def send_change(sign_up_id: int) -> str:
    """Tell somebody what has changed of the event that they registered for."""
    return sign_up_telling.tell_change(sign_up_id)


@task()
def send_reminder(sign_up_id: int) -> str:
    """Remind somebody of tomorrow."""
    return sign_up_telling.remind(sign_up_id)
