"""Jobs that look for entries that are perhaps one: soon after an entry is added, and every night."""

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from podworko.organisations.models import Organisation
from podworko.places.models import Area


def look_soon(area: Area) -> None:
    """Put into the queue a look at an area, inside the caller's transaction; one look stands for a whole import."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY,
        task_path=find_duplicates.module_path,
        args_kwargs={"args": [area.pk], "kwargs": {}},
    )
    if not waiting.exists():
        find_duplicates.enqueue(area.pk)


@task()
def find_duplicates(area_id: int) -> int:
    """Compare the entries of an area with each other; return how many pairs wait for somebody."""
    from podworko.organisations.actions.pair import look_for_duplicates

    area = Area.objects.filter(pk=area_id).first()
    return look_for_duplicates(area, by=None) if area else 0


@task()
def find_all_duplicates() -> int:
    """Compare the entries of every area that keeps a register; return of how many."""
    areas = Area.objects.filter(pk__in=Organisation.objects.order_by().values("home_area"))
    for area in areas:
        look_soon(area)
    return len(areas)
