"""Changes of how many people say that something concerns them too."""

from django.db import IntegrityError, transaction

from podworko.core import audit, tokens
from podworko.core.audit import Actor
from podworko.needs.freshness import bump_supports
from podworko.needs.models import Problem, Support


def browser_digest(mark: str) -> str:
    """Return what is kept of the random mark of a browser."""
    return tokens.digest(tokens.derived("needs.support", mark))


def support_problem(problem: Problem, *, mark: str, by: Actor | None) -> bool:
    """Count that something concerns somebody too, once per browser; say whether it was counted now.

    The history holds that somebody pressed, and no word of who: not under the problem, which would be full of it.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                support = Support.objects.create(problem=problem, browser_digest=browser_digest(mark))
        except IntegrityError:
            return False
        audit.record(support, verb="support_problem", before=None, after={"problem_id": problem.pk}, by=by)
        bump_supports(problem.area)
    return True


def withdraw_support(problem: Problem, *, mark: str, by: Actor | None) -> bool:
    """Take back what the same browser has pressed; say whether there was anything."""
    with transaction.atomic():
        support = Support.objects.filter(problem=problem, browser_digest=browser_digest(mark)).first()
        if support is None:
            return False
        audit.record(support, verb="withdraw_support", before={"problem_id": problem.pk}, after=None, by=by)
        support.delete()
        bump_supports(problem.area)
    return True
