"""One run of every action of `needs`; see tests/test_actions_are_recorded.py."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from podworko.core.restoring import VERB
from podworko.needs.actions import asking, card_news
from podworko.needs.actions import card as cards
from podworko.needs.actions import cause as causes
from podworko.needs.actions import evidence as evidences
from podworko.needs.actions import offer_mails as mails
from podworko.needs.actions import problem as problems
from podworko.needs.actions import report as reports
from podworko.needs.actions import response as responses
from podworko.needs.actions import review_period as periods
from podworko.needs.actions import sought as soughts
from podworko.needs.actions import support as supports
from podworko.needs.actions import talk as talks
from podworko.needs.models import CardNews
from tests.factories import (
    AreaFactory,
    CardFactory,
    OrganisationFactory,
    ProblemFactory,
    ResourceFactory,
    UserFactory,
)

NOT_RECORDED = {
    "needs/actions/writing.py": "called by the actions",
    "needs/actions/support.py::browser_digest": "reads",
    "needs/actions/sought.py::key_of": "reads",
    "needs/actions/sought.py::count_search": "counts a search; nobody acts, and nothing of who asked is known",
    "needs/actions/offer_mails.py::wanted_by": "reads",
    "needs/actions/card.py::refresh_ended": "makes the search true to the day; no row of ours changes",
    "needs/actions/offer_mails.py::mails_of": "what was not chosen is the same without a row",
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


def logged(by=None):
    return soughts.log_not_found(area=AreaFactory(), words="dentysta", by=by)


def take_sought(by):
    looked = logged()
    soughts.take_sought(looked, area=looked.area, values={"title": "Dentysta", "is_own_judgement": True}, by=by)


def join_sought(by):
    looked = logged()
    soughts.join_sought(looked, problem=ProblemFactory(area=looked.area), by=by)


def card_pair(**values):
    offer = CardFactory(organisation__visibility="public", title="Stoły", kind="things", **values)
    taker = OrganisationFactory(home_area=offer.area, visibility="public")
    return offer, CardFactory(organisation=taker, side="ask", title="Potrzebne stoły", kind="things")


def talk(by=None):
    return talks.propose_talk(cards=card_pair(), by=by)


def agreed():
    found = talk()
    for side in ("offer", "ask"):
        talks.answer_talk(found, side=side, values={"answer": "yes"}, by=None)
    return found


def dismissed(by=None):
    offer, ask = card_pair()
    return talks.dismiss_match(offer=offer, ask=ask, by=by)


def add_card(by):
    organisation = OrganisationFactory()
    values = {"organisation_id": organisation.pk, "side": "ask", "kind": "room", "title": "Sala"}
    cards.add_card(area=organisation.home_area, values=values, by=by)


def answered_by_link(by):
    card = CardFactory()
    news = CardNews.objects.create(user=by, card=card, valid_until=card.valid_until, told_at=timezone.now())
    card_news.answer_card_news(news, is_still=False, by=by)


def offer_resource(by):
    resource = ResourceFactory()
    cards.offer_resource(resource, area=resource.organisation.home_area, by=by)


def noted(by=None):
    return asking.note_asking(OrganisationFactory(), values={"needs_nothing": True}, by=by)


ACTIONS = {
    "sought.py::log_not_found": logged,
    "sought.py::answer_sought": lambda by: soughts.answer_sought(logged(), organisation=OrganisationFactory(), by=by),
    "sought.py::join_sought": join_sought,
    "sought.py::take_sought": take_sought,
    "sought.py::read_sought": lambda by: soughts.read_sought([logged()], day=date(2026, 11, 3), by=by),
    "sought.py::delete_sought": lambda by: soughts.delete_sought(logged(), by=by),
    "card.py::add_card": add_card,
    "card.py::change_card": lambda by: cards.change_card(CardFactory(), values={"title": "Duża sala"}, by=by),
    "card.py::close_card": lambda by: cards.close_card(CardFactory(), closed_as="settled", by=by),
    "card.py::renew_card": lambda by: cards.renew_card(
        cards.close_card(CardFactory(), closed_as="settled", by=None), by=by
    ),
    "card.py::offer_resource": offer_resource,
    "card.py::need_of_card": lambda by: cards.need_of_card(CardFactory(side="ask"), by=by),
    "asking.py::note_asking": noted,
    "asking.py::restore_asking": lambda by: asking.restore_asking(
        noted(), values={"needs_nothing": False}, by=by, verb=VERB
    ),
    "talk.py::propose_talk": talk,
    "talk.py::answer_talk": lambda by: talks.answer_talk(talk(), side="offer", values={"answer": "yes"}, by=by),
    "talk.py::withdraw_talk": lambda by: talks.withdraw_talk(agreed(), side="offer", by=by),
    "talk.py::settle_talk": lambda by: talks.settle_talk(agreed(), state="met", values={}, by=by),
    "talk.py::dismiss_match": dismissed,
    "talk.py::reconsider_match": lambda by: talks.reconsider_match(dismissed(), by=by),
    "offer_mails.py::choose_mails": lambda by: mails.choose_mails(UserFactory(), wanted="talks", by=by),
    "card_news.py::answer_card_news": answered_by_link,
    "offer_mails.py::stop_mails": lambda by: mails.stop_mails(mails.mails_of(UserFactory()), by=by),
    "offer_mails.py::resume_mails": lambda by: mails.resume_mails(
        mails.stop_mails(mails.mails_of(UserFactory()), by=None), by=by
    ),
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
    "review_period.py::change_review_period": lambda by: periods.change_review_period(AreaFactory(), months=6, by=by),
    "report.py::report_problem": report,
    "report.py::take_report": take_report,
    "report.py::join_report": join_report,
    "report.py::decline_report": lambda by: reports.decline_report(report(), reason="nie tutaj", by=by),
}
SCENARIOS = {f"needs/actions/{name}": run for name, run in ACTIONS.items()}
