"""One run of every action of `needs`; see tests/test_actions_are_recorded.py."""

from uuid import uuid4

from podworko.core.restoring import VERB
from podworko.needs.actions import cause as causes
from podworko.needs.actions import evidence as evidences
from podworko.needs.actions import problem as problems
from podworko.needs.actions import report as reports
from podworko.needs.actions import response as responses
from podworko.needs.actions import support as supports
from tests.factories import AreaFactory, OrganisationFactory, ProblemFactory

NOT_RECORDED = {
    "needs/actions/writing.py": "called by the actions",
    "needs/actions/support.py::browser_digest": "reads",
}

SEEN = {"kind": "observation", "text": "Dwie lampy nie świecą.", "source": "spacer"}


def pair():
    first = ProblemFactory(title="Ciemno")
    return first, ProblemFactory(area=first.area, title="Zepsute lampy")


def add_problem(by):
    problems.add_problem(area=AreaFactory(), values={"title": "Ciemno"}, evidence=[SEEN], by=by)


def merged(by=None):
    first, second = pair()
    return problems.merge_problem(first, into=second, by=by)


def evidence(by=None):
    return evidences.add_evidence(ProblemFactory(), values=SEEN, by=by)


def response(by=None):
    problem = ProblemFactory()
    return responses.add_response(problem, values={"organisation_id": OrganisationFactory().pk}, by=by)


def cause(by=None):
    effect, reason = pair()
    return causes.add_cause(effect, cause=reason, by=by)


def report(by=None):
    return reports.report_problem(area=AreaFactory(), values={"title": "Ciemno"}, token=uuid4(), by=by)


def supported(by=None):
    problem = ProblemFactory()
    supports.support_problem(problem, mark="znak", by=by)
    return problem


def take_report(by):
    left = report()
    reports.take_report(left, area=left.area, values={"title": "Ciemno", "is_own_judgement": True}, by=by)


def join_report(by):
    left = report()
    reports.join_report(left, problem=ProblemFactory(area=left.area), by=by)


ACTIONS = {
    "problem.py::add_problem": add_problem,
    "problem.py::change_problem": lambda by: problems.change_problem(
        ProblemFactory(), values={"title": "Jasno"}, by=by
    ),
    "problem.py::restore_problem": lambda by: problems.restore_problem(
        merged(), values={"merged_into_id": None}, by=by, verb=VERB
    ),
    "problem.py::review_problem": lambda by: problems.review_problem(ProblemFactory(), by=by),
    "problem.py::merge_problem": merged,
    "problem.py::separate_problem": lambda by: problems.separate_problem(merged(), by=by),
    "problem.py::delete_problem": lambda by: problems.delete_problem(ProblemFactory(), by=by),
    "problem.py::bring_back_problem": lambda by: problems.bring_back_problem(
        problems.delete_problem(ProblemFactory(), by=None), by=by
    ),
    "evidence.py::add_evidence": evidence,
    "evidence.py::change_evidence": lambda by: evidences.change_evidence(evidence(), values={"text": "Trzy."}, by=by),
    "evidence.py::delete_evidence": lambda by: evidences.delete_evidence(evidence(), by=by),
    "evidence.py::bring_back_evidence": lambda by: evidences.bring_back_evidence(
        evidences.delete_evidence(evidence(), by=None), by=by
    ),
    "response.py::add_response": response,
    "response.py::delete_response": lambda by: responses.delete_response(response(), by=by),
    "response.py::bring_back_response": lambda by: responses.bring_back_response(
        responses.delete_response(response(), by=None), by=by
    ),
    "cause.py::add_cause": cause,
    "cause.py::delete_cause": lambda by: causes.delete_cause(cause(), by=by),
    "cause.py::bring_back_cause": lambda by: causes.bring_back_cause(causes.delete_cause(cause(), by=None), by=by),
    "support.py::support_problem": supported,
    "support.py::withdraw_support": lambda by: supports.withdraw_support(supported(), mark="znak", by=by),
    "report.py::report_problem": report,
    "report.py::take_report": take_report,
    "report.py::join_report": join_report,
    "report.py::decline_report": lambda by: reports.decline_report(report(), reason="nie tutaj", by=by),
}
SCENARIOS = {f"needs/actions/{name}": run for name, run in ACTIONS.items()}
