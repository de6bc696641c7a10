"""A small world with everybody in it: for the permission matrix and for the canaries.

Two areas side by side. People have their roles in the first, `own`; in the second, `other`, they
have none. Both hold the same: an organisation that everybody sees, with parts that fewer see, and
organisations that are hidden as a whole. Each text that not everybody may read carries a canary.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from podworko.accounts import actions as accounts
from podworko.accounts.choices import AreaRoleKind
from podworko.agenda.actions import change_event, kind, suggestion
from podworko.agenda.actions.finding import decide_finding
from podworko.agenda.actions.finding_mails import mails_of
from podworko.agenda.actions.joining import answer_join, propose_join
from podworko.agenda.actions.private_calendar import make_private_calendar
from podworko.agenda.choices import FindingAnswer, FindingKind, JoinState, PictureKind, Registration, Review
from podworko.agenda.harvesting.reading import Reading
from podworko.agenda.models import CalendarFile, Finding, Suggestion
from podworko.core import tokens, typst
from podworko.core.models import AuditEntry
from podworko.core.search import index
from podworko.core.tables.sheet import Sheet, Tables
from podworko.core.text import fold
from podworko.core.visibility import Visibility
from podworko.needs.actions import cause as causes
from podworko.needs.actions import problem as problems
from podworko.needs.actions import report as reports
from podworko.needs.actions import response as responses
from podworko.needs.actions import sought
from podworko.needs.actions import support as supports
from podworko.needs.actions.asking import note_asking
from podworko.needs.actions.offer_mails import mails_of as offer_mails_of
from podworko.needs.actions.talk import answer_talk, propose_talk, settle_talk
from podworko.needs.models import CardNews, Report
from podworko.organisations.actions import link, membership, network_import, stakeholders
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.actions.merging import merge_organisations
from podworko.organisations.choices import LegalBasis, LinkLevel, MembershipRole, OpeningPurpose
from podworko.organisations.models import AssessmentAxes, NetworkImport, Opening, Pair
from podworko.places.actions import areas, communities
from podworko.portal.hsds import ids
from podworko.resources import cells
from podworko.resources.actions import category
from podworko.resources.actions import suggestion as entry_suggestions
from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import LinkPurpose, ReplyChannel, ReplyKind
from podworko.resources.importing import session
from podworko.resources.importing.comparing import Outcome, Verdict
from podworko.resources.models import (
    EntrySuggestion,
    FreshnessAsk,
    FreshnessLetter,
    FreshnessLink,
    FreshnessMailbox,
    FreshnessSettings,
    ImportedFile,
    ImportRow,
    RegisterImport,
)
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    AreaNameFactory,
    AreaRoleFactory,
    CardFactory,
    CategoryFactory,
    CommunityFactory,
    CommunityNameFactory,
    ContactFactory,
    ContactFieldFactory,
    EventFactory,
    EventPictureFactory,
    FeedFactory,
    FollowerFactory,
    HarvestedEventFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProblemFactory,
    ResourceFactory,
    SignUpFactory,
    StreetFactory,
    UserFactory,
)
from tests.kept import Kept

PASSER_BY, STRANGER, MEMBER, EDITOR, NEIGHBOUR = "passer_by", "stranger", "member", "editor", "neighbour"
COORDINATOR, FACILITATOR, ANALYST = "coordinator", "facilitator", "analyst"
OFFICER, ADMINISTRATOR = "officer", "administrator"
ROLES = (
    PASSER_BY,
    STRANGER,
    MEMBER,
    EDITOR,
    NEIGHBOUR,
    COORDINATOR,
    FACILITATOR,
    ANALYST,
    OFFICER,
    ADMINISTRATOR,
)
"""`stranger` has an account and nothing else; `neighbour` belongs to another organisation of the area."""

PARTNERS = frozenset({MEMBER, EDITOR, NEIGHBOUR, COORDINATOR, FACILITATOR, ANALYST, OFFICER})
READERS = {
    Visibility.PARTNERS: PARTNERS,
    Visibility.ORGANISATION: frozenset({MEMBER, EDITOR, COORDINATOR}),
    Visibility.PRIVATE: frozenset({EDITOR}),
    "editors": frozenset({EDITOR, COORDINATOR}),
    "coordinators": frozenset({COORDINATOR}),
    "active": frozenset({MEMBER, EDITOR, NEIGHBOUR, COORDINATOR}),
    "nobody": frozenset(),
    "both sides": frozenset({EDITOR, NEIGHBOUR, COORDINATOR}),
}
"""Who may read what, in their own area; in the other area nobody of them reads any of it."""


@dataclass(frozen=True)
class Canary:
    """A word that stands in one field only."""

    word: str
    side: str
    level: str
    where: str

    def __str__(self) -> str:
        return f"{self.where} ({self.level}, {self.side})"

    def may_be_read_by(self, role: str) -> bool:
        return self.side == "own" and role in READERS[self.level]


@dataclass
class World:
    own: SimpleNamespace
    other: SimpleNamespace
    users: dict[str, Model]
    canaries: list[Canary] = field(default_factory=list)


def letters(number: int) -> str:
    """Two letters for a number below 400."""
    alphabet = "bcdfghjklmnprstwxzqv"
    return alphabet[number // 20] + alphabet[number % 20]


class _Nest:
    """Hands out the canaries of one side."""

    def __init__(self, side: str, numbers: Iterator[int]) -> None:
        self.side = side
        self.numbers = numbers
        self.canaries: list[Canary] = []

    def word(self, level: str, where: str) -> str:
        word = f"kanarek{letters(next(self.numbers))}"
        self.canaries.append(Canary(word, self.side, level, where))
        return word


def build() -> World:
    numbers = iter(range(400))
    city = AreaFactory(name="Kraków")
    own, own_canaries = _side("own", city, "Azory", numbers)
    other, other_canaries = _side("other", city, "Zachód", numbers)
    users = {
        STRANGER: UserFactory(),
        MEMBER: own.member,
        EDITOR: own.editor,
        NEIGHBOUR: MembershipFactory(organisation=own.neighbour, role=MembershipRole.EDITOR).user,
        COORDINATOR: AreaRoleFactory(area=own.area).user,
        FACILITATOR: AreaRoleFactory(area=own.area, kind=AreaRoleKind.FACILITATOR).user,
        ANALYST: AreaRoleFactory(area=own.area, kind=AreaRoleKind.ANALYST).user,
        OFFICER: AreaRoleFactory(area=own.area, kind=AreaRoleKind.DATA_PROTECTION_OFFICER).user,
        ADMINISTRATOR: AdministratorFactory(),
    }
    for side in (own, other):
        _add_links(side, users)
        _add_history(side)
    index.rebuild()
    cells.rebuild()
    return World(own, other, users, own_canaries + other_canaries)


def _side(name: str, city: Model, area_name: str, numbers: Iterator[int]) -> tuple[SimpleNamespace, list[Canary]]:
    nest = _Nest(name, numbers)
    area = AreaFactory(name=area_name, parent=city)
    side = SimpleNamespace(area=area, category=CategoryFactory(area=area, name=f"Kategoria {area_name}"))
    side.organisation = OrganisationFactory(
        home_area=area,
        name=f"Klub {area_name}",
        visibility=Visibility.PUBLIC,
        editor_note=nest.word("editors", "organisation.editor_note"),
    )
    side.neighbour = OrganisationFactory(home_area=area, name=f"Sąsiad {area_name}", visibility=Visibility.PUBLIC)
    side.editor = MembershipFactory(organisation=side.organisation, role=MembershipRole.EDITOR).user
    side.member = MembershipFactory(organisation=side.organisation).user
    side.area_role = AreaRoleFactory(area=area, kind=AreaRoleKind.ANALYST)
    _add_public_parts(side, nest)
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        _add_narrow_parts(side, nest, level)
        _add_hidden_organisation(side, nest, level)
    _add_events(side, nest)
    secret = nest.word(Visibility.PRIVATE, "private_calendar.name")
    side.private_calendar = make_private_calendar(side.editor, area=area, name=secret, by=side.editor)
    side.membership = side.organisation.memberships.get(user=side.member)
    _add_place(side)
    _add_visitors(side, nest)
    _add_registrations(side, nest)
    _add_feeds(side, nest)
    _add_findings(side, nest)
    _add_problems(side, nest)
    _add_freshness(side, nest)
    _add_entry_suggestions(side, nest)
    _add_sought(side, nest)
    _add_cards(side, nest)
    return side, nest.canaries


def _add_freshness(side: SimpleNamespace, nest: _Nest) -> None:
    """Whoever holds a link in a mail about an entry sees what everybody sees of it; what was said waits."""
    FreshnessSettings.objects.create(area=side.area, is_on=True)
    box = FreshnessMailbox(email=f"{nest.word('coordinators', 'freshness_mailbox.email')}@example.org")
    box.key_digest = tokens.digest(box.key)
    box.stopped_at = timezone.now()
    box.save()
    ask = FreshnessAsk.objects.create(organisation=side.neighbour, mailbox=box, opened_on=timezone.localdate())
    letter = FreshnessLetter.objects.create(mailbox=box, day=timezone.localdate())
    for purpose in LinkPurpose:
        token = tokens.new_token()
        is_all = purpose == LinkPurpose.CONFIRM_ALL
        FreshnessLink.objects.create(
            letter=letter,
            ask=None if is_all else ask,
            purpose=purpose,
            token_digest=tokens.digest(token),
            expires_at=timezone.now() + timedelta(days=60),
        )
        page = {"confirm": "confirm_entry", "correct": "correct_entry", "close": "close_entry"}.get(purpose)
        setattr(side, f"{page or 'confirm_entries'}_token", token)
    plain = FreshnessMailbox(email=f"biuro-{side.area.slug}@example.org")
    plain.key_digest = tokens.digest(plain.key)
    plain.save()
    side.freshness_key = plain.key
    said = Said(ReplyKind.WRONG, ReplyChannel.PAGE, note=nest.word("coordinators", "freshness_reply.note"))
    side.freshness_reply = record_reply(side.organisation, said, by=None)
    _add_stakeholders(side, nest)
    return side, nest.canaries


def _add_stakeholders(side: SimpleNamespace, nest: _Nest) -> None:
    """Where coordinators placed whom, which no organisation reads of itself, and who has to do with whom."""
    secret = nest.word("coordinators", "axes of the grid")
    stakeholders.set_axes(side.area, values={"vertical": secret}, is_same_question=True, by=None)
    side.assessment = stakeholders.assess(
        side.organisation,
        area=side.area,
        placement=stakeholders.Placement(2, 4, "support", nest.word("coordinators", "assessment.note")),
        assessor=nest.word("coordinators", "assessment.assessor"),
        by=None,
    )
    assert AssessmentAxes.objects.filter(area=side.area).count() == 1
    side.link = link.add_link(
        area=side.area,
        first=side.organisation,
        second=side.neighbour,
        values={
            "level": LinkLevel.ACTIONS,
            "starts": "2024",
            "source": nest.word(Visibility.PARTNERS, "link.source"),
            "note": nest.word(Visibility.PARTNERS, "link.note"),
        },
        by=None,
    )
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        # As hidden as the organisation that it leads to, however widely the link itself is shown.
        link.add_link(
            area=side.area,
            first=side.organisation,
            second=getattr(side, f"hidden_{level}"),
            values={
                "level": LinkLevel.INFORMAL,
                "visibility": Visibility.PUBLIC,
                "source": nest.word(level, "link to a hidden organisation"),
            },
            by=None,
        )
    gone = link.add_link(
        area=side.area,
        first=side.organisation,
        second=side.neighbour,
        values={"level": LinkLevel.PARTNERSHIP, "source": nest.word("coordinators", "source of a deleted link")},
        by=None,
    )
    side.link_deletion = link.delete_link(gone, by=None)
    _add_import(side, nest)
    return side, nest.canaries


def _add_import(side: SimpleNamespace, nest: _Nest) -> None:
    """A file that a coordinator has brought: what stands in its rows is for coordinators only."""
    name, cell = nest.word("coordinators", "import_row.name"), nest.word("coordinators", "import_row.cells")
    columns = {"sheet": 0, "header": 0, "fields": ["name", "phone"]}
    file_name = nest.word("coordinators", "register_import.file_name")
    shown = {"state": "preview", "columns": columns, "counts": {"rejected": 1, "acts": 0}}
    side.register_import = RegisterImport.objects.create(area=side.area, file_name=file_name, **shown)
    sheet = Sheet("", [["Nazwa", "Telefon"], [name, cell]], [1, 2])
    ImportedFile.objects.create(register_import=side.register_import, tables=session.pack(Tables("csv", [sheet])))
    ImportRow.objects.create(
        register_import=side.register_import,
        position=0,
        rank=0,
        verdict="rejected",
        number=2,
        name=name,
        cells=[name, cell],
        faults=[{"cell": "B2", "field": "phone", "reason": "To nie wygląda na numer telefonu."}],
        outcome=Outcome(0, Verdict.REJECTED).essence(),
    )


def _add_problems(side: SimpleNamespace, nest: _Nest) -> None:
    """What is wrong: for everybody and for fewer; answered by those whom not everybody sees, joined, linked."""
    side.problem = ProblemFactory(
        area=side.area,
        organisation=side.organisation,
        title=f"Ciemny przystanek {side.area}",
        evidence=[{"kind": "observation", "text": "Dwie lampy nie świecą.", "source": "spacer"}],
    )
    side.evidence = side.problem.evidence.get()
    by = side.editor
    side.response = responses.add_response(side.problem, values={"organisation_id": side.neighbour.pk}, by=by)
    supports.support_problem(side.problem, mark="przeglądarka", by=None)
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        _add_hidden_problem(side, nest, level)
    side.cause_problem = ProblemFactory(area=side.area, title=f"Zepsute lampy {side.area}")
    side.cause = causes.add_cause(side.problem, cause=side.cause_problem, by=by)
    side.duplicate = ProblemFactory(area=side.area, organisation=side.organisation, title=f"Ciemno {side.area}")
    problems.merge_problem(side.duplicate, into=side.problem, by=by)
    form_token = uuid4()
    side.report = reports.report_problem(
        area=side.area,
        values={
            "title": nest.word("coordinators", "report.title"),
            "description": nest.word("coordinators", "report.description"),
            "contact": nest.word("coordinators", "report.contact"),
        },
        token=form_token,
        by=None,
    )
    # Whoever holds its address reads it: one without a word that is anybody's.
    reports.report_problem(area=side.area, values={"title": "Brak ławki"}, token=(own := uuid4()), by=None)
    side.report_token = Report.secret_of(own)
    gone = ProblemFactory(area=side.area, title=f"Dawny problem {side.area}")
    side.problem_deletion = problems.delete_problem(gone, by=None)


def _add_entry_suggestions(side: SimpleNamespace, nest: _Nest) -> None:
    """What strangers suggest about the register; of their contact and their answers only the coordinator reads."""
    side.correction = entry_suggestions.suggest_entry(
        area=side.area,
        values={
            "kind": "correction",
            "organisation": side.organisation,
            "changes": {"name": [side.organisation.name, nest.word("editors", "entry_suggestion.changes")]},
            "note": nest.word("editors", "entry_suggestion.note"),
            "contact": nest.word("coordinators", "entry_suggestion.contact"),
        },
        token=uuid4(),
        by=None,
    )
    side.correction.question = nest.word("coordinators", "entry_suggestion.question")
    side.correction.answer = nest.word("coordinators", "entry_suggestion.answer")
    side.correction.save()
    new = {"kind": "new", "changes": {"name": ["", nest.word("coordinators", "suggested entry: name")]}}
    side.new_entry = entry_suggestions.suggest_entry(area=side.area, values=new, token=uuid4(), by=None)
    followed = {"kind": "new", "changes": {"name": ["", "Szewc"]}}
    entry_suggestions.suggest_entry(area=side.area, values=followed, token=(own := uuid4()), by=None)
    side.entry_suggestion_token = EntrySuggestion.secret_of(own)


def _add_sought(side: SimpleNamespace, nest: _Nest) -> None:
    """What people did not find: read by those who belong to an organisation of the area."""
    words = nest.word("active", "sought.words")
    side.sought = sought.log_not_found(area=side.area, words=words, by=side.editor)
    once = nest.word("nobody", "a search of one day")
    sought.count_search(area_id=side.area.pk, words=once, day=timezone.localdate())


def _add_cards(side: SimpleNamespace, nest: _Nest) -> None:
    """What both have and look for; a talk that both agreed to, and one in which only one side has said yes."""
    both = {"visibility": Visibility.PUBLIC, "area": side.area}
    hidden_place = side.organisation.locations.get(visibility=Visibility.PRIVATE)
    side.offer_card = CardFactory(
        **both,
        organisation=side.organisation,
        location=hidden_place,
        contact=hidden_place.contacts.get(),
        title=f"Sala {side.area}",
    )
    side.ask_card = CardFactory(**both, organisation=side.neighbour, side="ask", title=f"Szukamy sali {side.area}")
    asks = [CardFactory(**both, organisation=side.neighbour, side="ask", title=f"Stoły {number}") for number in (1, 2)]
    offer = CardFactory(**both, organisation=side.organisation, kind="things", title="Stoły")
    for ask, words in zip(asks, ("both sides", Visibility.PRIVATE), strict=True):
        side.card_talk = propose_talk(
            cards=(offer, ask),
            proposed_by="offer",
            values={
                "message": nest.word("both sides", "talk.message"),
                "words": nest.word(words, f"contact typed for a talk, for {words}"),
            },
            by=side.editor,
        )
        if words == "both sides":
            told = {"answer": "yes", "words": nest.word("both sides", "contact of the other side")}
            answer_talk(side.card_talk, side="ask", values=told, by=None)
            note = nest.word("both sides", "talk.outcome_note")
            settle_talk(side.card_talk, state="met", values={"outcome_note": note}, by=None)
    reason = nest.word("both sides", "talk_part.reason")
    answer_talk(side.card_talk, side="ask", values={"answer": "later", "reason": reason}, by=None)
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        for which in ("offer", "ask"):
            CardFactory(
                area=side.area,
                organisation=side.organisation,
                side=which,
                visibility=level,
                title=nest.word(level, f"card.title, {which}"),
                text=nest.word(level, "card.text"),
                terms_note=nest.word(level, "card.terms_note"),
            )
        CardFactory(
            **both,
            organisation=getattr(side, f"hidden_{level}"),
            title=nest.word(level, "card of a hidden organisation"),
        )
    note_asking(side.organisation, values={"note": nest.word("editors", "asking.note")}, by=None)
    side.offer_mails_key = offer_mails_of(side.member).key
    side.card_news_token = f"card-news-{side.area.slug}"
    CardNews.objects.create(
        user=side.editor,
        card=side.offer_card,
        valid_until=side.offer_card.valid_until,
        told_at=timezone.now(),
        token_digest=tokens.digest(side.card_news_token),
    )


def _add_hidden_problem(side: SimpleNamespace, nest: _Nest, level: Visibility) -> None:
    shown = [{"kind": "document", "text": nest.word(level, "evidence.text"), "source": nest.word(level, "its source")}]
    hidden = ProblemFactory(
        area=side.area,
        organisation=side.organisation,
        visibility=level,
        title=nest.word(level, "problem.title"),
        description=nest.word(level, "problem.description"),
        place_name=nest.word(level, "problem.place_name"),
        uncovered=nest.word(level, "problem.uncovered"),
        evidence=shown,
        latitude=50.0851,
        longitude=19.9102,
        precision="exact",
    )
    causes.add_cause(side.problem, cause=hidden, by=side.editor)
    twin = ProblemFactory(
        area=side.area,
        organisation=side.organisation,
        visibility=level,
        title=nest.word(level, "joined problem.title"),
        evidence=[{"kind": "poll", "text": nest.word(level, "evidence of a joined problem"), "source": "ankieta"}],
    )
    problems.merge_problem(twin, into=side.problem, by=side.editor)
    owner = getattr(side, f"hidden_{level}")
    ProblemFactory(area=side.area, organisation=owner, title=nest.word(level, "problem of a hidden organisation"))
    note = nest.word(level, "how a hidden organisation responds")
    responses.add_response(side.problem, values={"organisation_id": owner.pk, "note": note}, by=side.editor)
    ProblemFactory(
        area=side.area,
        title=f"Przy ukrytym miejscu {level}",
        location=side.organisation.locations.get(visibility=level),
    )


def _add_feeds(side: SimpleNamespace, nest: _Nest) -> None:
    """Calendars of others: whoever keeps the organisation looks after them."""
    secret = nest.word("editors", "feed.address")
    side.feed = FeedFactory(
        organisation=side.organisation,
        area=side.area,
        address=f"https://kalendarz.example/{secret}.ics",
        brought={"passed": {"no_dates": 1}, "examples": {"no_dates": [nest.word("editors", "feed.brought")]}},
        last_success=timezone.now(),
    )
    side.file_feed = FeedFactory(organisation=side.organisation, area=side.area, address="")
    side.calendar_file = CalendarFile.objects.create(
        area=side.area,
        entered_by=side.editor,
        name="plik",
        reading=Reading(is_calendar=True, is_complete=True, is_cut_off=False, name="", events=[], problems=[]).plain(),
    )
    side.harvested_event = HarvestedEventFactory(feed=side.feed, visibility=Visibility.PUBLIC)
    HarvestedEventFactory(
        feed=side.feed,
        title=nest.word("editors", "event that waits: title"),
        description=nest.word("editors", "event that waits: description"),
        review=Review.WAITING,
    )


def _add_findings(side: SimpleNamespace, nest: _Nest) -> None:
    """What an event has to do with a neighbour's: read by both sides and the coordinator, as is what they said."""
    start = datetime.combine(timezone.localdate() + timedelta(days=6), time(11), tzinfo=UTC)
    common = {"area": side.area, "visibility": Visibility.PUBLIC, "starts": start}
    own = EventFactory(**common, organisation=side.organisation, title=f"Piknik {side.area}")
    others = EventFactory(**common, organisation=side.neighbour, title=f"Jarmark {side.area}")
    side.finding = Finding.objects.create(
        kind=FindingKind.JOIN,
        first=own,
        second=others,
        strength=2,
        metres=150,
        audiences=["7-12"],
        dates=[[start.isoformat(), start.isoformat()]],
        first_at=start,
        last_at=start,
        facts_hash="0",
    )
    side.joinable = Finding.objects.create(
        kind=FindingKind.COMPETE,
        first=side.event,
        second=others,
        strength=2,
        first_at=start,
        last_at=start,
        dates=[[start.isoformat(), start.isoformat()]],
        facts_hash="1",
    )
    side.decision = decide_finding(
        side.finding,
        organisation=side.organisation,
        answer=FindingAnswer.FINE,
        reason=nest.word("both sides", "finding_decision.reason"),
        by=side.editor,
    )
    decide_finding(
        side.finding,
        organisation=None,
        answer=FindingAnswer.FINE,
        reason=nest.word("both sides", "what a coordinator said of a finding"),
        by=None,
    )
    side.join = propose_join(
        kept=own,
        absorbed=others,
        finding=side.finding,
        proposed_for=side.organisation,
        values={
            "message": nest.word("both sides", "join.message"),
            "kept_brings": nest.word("both sides", "join.kept_brings"),
            "absorbed_brings": nest.word("both sides", "join.absorbed_brings"),
        },
        by=side.editor,
    )
    answer_join(side.join, answer=JoinState.LATER, reason=nest.word("both sides", "join.reason"), by=None)
    # What both need is named only to those who may see it, also by the history.
    narrow = list(side.organisation.resources.exclude(visibility=Visibility.PUBLIC).values_list("pk", flat=True))
    for event in (side.event, own, others):
        change_event(event, values={"equipment": narrow, "helpers": narrow}, by=None)
    for which in (FindingKind.EQUIPMENT, FindingKind.PERSON):
        Finding.objects.create(
            kind=which,
            first=own,
            second=others,
            strength=3,
            first_at=start,
            last_at=start,
            dates=[[start.isoformat(), start.isoformat()]],
            facts_hash="3",
        )
    # Whoever keeps only one of two events, and may not read the other, learns nothing of them having to do anything.
    hidden = EventFactory(
        **{**common, "visibility": Visibility.ORGANISATION},
        organisation=side.organisation,
        title=nest.word(Visibility.ORGANISATION, "hidden event that a finding is about"),
    )
    secret = Finding.objects.create(
        kind=FindingKind.JOIN,
        first=others,
        second=hidden,
        strength=2,
        first_at=start,
        last_at=start,
        dates=[[start.isoformat(), start.isoformat()]],
        facts_hash="2",
    )
    decide_finding(
        secret,
        organisation=side.organisation,
        answer=FindingAnswer.FINE,
        reason=nest.word("editors", "decision about a finding with a hidden event"),
        by=side.editor,
    )


def _add_place(side: SimpleNamespace) -> None:
    """Names, boundaries, streets and communities: everybody reads them, who keeps the area changes them."""
    side.area_name = AreaNameFactory(area=side.area)
    side.street = StreetFactory(area=side.area, name="Weissa")
    side.community = CommunityFactory(name=f"Sikorki {side.area}", areas=[side.area])
    side.community_name = CommunityNameFactory(community=side.community)


def _add_events(side: SimpleNamespace, nest: _Nest) -> None:
    """What takes place: for everybody, and for fewer and fewer."""
    common = {"area": side.area, "organisation": side.organisation, "location": side.location}
    side.event = EventFactory(
        **common, title=f"Festyn {side.area}", visibility=Visibility.PUBLIC, rule="FREQ=WEEKLY;COUNT=3"
    )
    _add_pictures(side, nest)
    for level in (Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE):
        hidden = EventFactory(
            **common,
            visibility=level,
            title=nest.word(level, "event.title"),
            description=nest.word(level, "event.description"),
            place_name=nest.word(level, "event.place_name"),
        )
        EventPictureFactory(
            event=hidden, kind=PictureKind.POSTER, alternative_text=nest.word(level, "picture of a hidden event")
        )
        EventFactory(
            area=side.area,
            organisation=getattr(side, f"hidden_{level}"),
            visibility=Visibility.PUBLIC,
            title=nest.word(level, "public event of a hidden organisation"),
        )


def _add_pictures(side: SimpleNamespace, nest: _Nest) -> None:
    """A poster that everybody sees, a photo that waits, one that may not be shown; who agreed is for keepers."""
    side.poster = EventPictureFactory(
        event=side.event, kind=PictureKind.POSTER, consent_note=nest.word("editors", "picture.consent_note")
    )
    side.poster_name = side.poster.name
    side.photo = EventPictureFactory(event=side.event, alternative_text=nest.word("editors", "photo that waits"))
    EventPictureFactory(
        event=side.event, shown=True, consent_note=nest.word("editors", "consent to a photo that is shown")
    )
    EventPictureFactory(
        event=side.event, alternative_text=nest.word("editors", "photo without permission"), is_permitted=False
    )


def _add_visitors(side: SimpleNamespace, nest: _Nest) -> None:
    """A suggested event, and two who follow the calendar: one has yet to confirm the address."""
    form_token = uuid4()
    side.suggestion = suggestion.suggest_event(
        area=side.area,
        values={
            "title": "Piknik",
            "day": timezone.localdate() + timedelta(days=3),
            "place_name": "park",
            "contact": nest.word("coordinators", "suggestion.contact"),
        },
        token=form_token,
        by=None,
    )
    side.suggestion_token = Suggestion.secret_of(form_token)
    side.follower = FollowerFactory(area=side.area, confirmed_at=timezone.now())
    side.follower_key = side.follower.key
    side.mails_key = mails_of(side.member).key
    side.confirm_token = tokens.new_token()
    FollowerFactory(
        area=side.area,
        confirm_digest=tokens.digest(side.confirm_token),
        confirm_until=timezone.now() + timedelta(days=7),
    )


def _add_registrations(side: SimpleNamespace, nest: _Nest) -> None:
    """Who has registered: read by those who keep the event, and each one's own by whoever holds the private link."""
    start = datetime.combine(timezone.localdate() + timedelta(days=9), time(17), tzinfo=UTC)
    side.open_event = EventFactory(
        area=side.area,
        organisation=side.organisation,
        title=f"Warsztaty {side.area}",
        visibility=Visibility.PUBLIC,
        starts=start,
        registration=Registration.HERE,
        capacity=1,
    )
    side.registered = SignUpFactory(
        event=side.open_event,
        name=nest.word("editors", "sign_up.name"),
        email=f"{nest.word('editors', 'sign_up.email')}@example.org",
        phone=nest.word("editors", "sign_up.phone"),
        note=nest.word("editors", "sign_up.note"),
        guardian=nest.word("editors", "sign_up.guardian"),
    )
    SignUpFactory(event=side.open_event, name=nest.word("editors", "sign_up that waits: name"))
    side.registration_key = SignUpFactory(event=side.open_event).key


def _add_public_parts(side: SimpleNamespace, nest: _Nest) -> None:
    side.location = LocationFactory(
        organisation=side.organisation,
        visibility=Visibility.PUBLIC,
        street_name="Weissa",
        house_number="4",
        flat_number=nest.word("editors", "location.flat_number")[:20],
        address_as_printed=f"Weissa 4/{nest.word('editors', 'location.address_as_printed')}",
        editor_note=nest.word("editors", "location.editor_note"),
        latitude=50.085,
        longitude=19.91,
    )
    ListingFactory(location=side.location, category=side.category)
    side.resource = ResourceFactory(organisation=side.organisation, visibility=Visibility.PUBLIC)
    side.contact = ContactFactory(organisation=side.organisation)
    side.contact_field = ContactFieldFactory(contact=side.contact, public=True)
    side.email = ContactFieldFactory(contact=side.contact, kind="email", value="klub@example.org")
    side.problem_key = f"l{side.location.pk}"
    _add_pairs(side)


def _add_pairs(side: SimpleNamespace) -> None:
    """Two entries that are perhaps one, and one that was two."""
    first, second = sorted((side.organisation, side.neighbour), key=lambda each: each.pk)
    side.pair = Pair.objects.create(first=first, second=second, strength=80, reasons=["alike"])
    merged = OrganisationFactory(home_area=side.area, name=f"Klub bis {side.area}", visibility=Visibility.PUBLIC)
    side.merge = merge_organisations(merged=merged, kept=side.organisation, values={}, joined_places={}, by=None)


def _add_narrow_parts(side: SimpleNamespace, nest: _Nest, level: Visibility) -> None:
    """Parts of the public organisation that only some see."""
    place = LocationFactory(
        organisation=side.organisation,
        visibility=level,
        name=nest.word(level, "location.name"),
        street_name=nest.word(level, "location.street_name"),
        address_note=nest.word(level, "location.address_note"),
        latitude=50.086,
        longitude=19.911,
    )
    ListingFactory(location=place, category=side.category)
    ResourceFactory(
        organisation=side.organisation,
        location=side.location,
        visibility=level,
        name=nest.word(level, "resource.name"),
        description=nest.word(level, "resource.description"),
    )
    # At a hidden place even a public number is hidden.
    hidden_with_place = ContactFactory(
        organisation=side.organisation, location=place, role=nest.word(level, "role at a hidden place")
    )
    ContactFieldFactory(
        contact=hidden_with_place,
        public=True,
        kind="other",
        value=nest.word(level, "public contact at a hidden place"),
    )
    held = ContactFactory(
        organisation=side.organisation,
        role=f"rola {level}",
        holder_visibility=level,
        holder_name=nest.word(level, "contact.holder_name"),
    )
    ContactFieldFactory(contact=held, kind="other", visibility=level, value=nest.word(level, "contact_field.value"))


def _add_hidden_organisation(side: SimpleNamespace, nest: _Nest, level: Visibility) -> None:
    """An organisation that only some see, with parts that would be public if it were."""
    hidden = OrganisationFactory(
        home_area=side.area,
        visibility=level,
        name=nest.word(level, "hidden organisation.name"),
        corrected_name=nest.word(level, "hidden organisation.corrected_name"),
        description=nest.word(level, "hidden organisation.description"),
        slug=nest.word(level, "hidden organisation.slug"),
    )
    for user, role in ((side.editor, MembershipRole.EDITOR), (side.member, MembershipRole.MEMBER)):
        MembershipFactory(user=user, organisation=hidden, role=role)
    place = LocationFactory(
        organisation=hidden,
        visibility=Visibility.PUBLIC,
        name=nest.word(level, "public place of a hidden organisation"),
        latitude=50.087,
        longitude=19.912,
    )
    ListingFactory(location=place, category=side.category)
    ResourceFactory(
        organisation=hidden,
        visibility=Visibility.PUBLIC,
        name=nest.word(level, "public resource of a hidden organisation"),
    )
    contact = ContactFactory(
        organisation=hidden,
        holder_visibility=Visibility.PUBLIC,
        holder_name=nest.word(level, "public holder at a hidden organisation"),
    )
    ContactFieldFactory(
        contact=contact,
        visibility=Visibility.PUBLIC,
        legal_basis=LegalBasis.CONSENT,
        notice_date="2026-01-02",
        kind="other",
        value=nest.word(level, "public contact of a hidden organisation"),
    )
    setattr(side, f"hidden_{level}", hidden)
    # What was said of it once stands in its history.
    organisations.change_organisation(hidden, values={"role_in_area": nest.word(level, "history")}, by=side.editor)
    organisations.change_organisation(hidden, values={"role_in_area": ""}, by=side.editor)


def _add_links(side: SimpleNamespace, users: dict[str, Model]) -> None:
    side.invitation, side.invitation_token = membership.invite_member(
        organisation=side.organisation, role=MembershipRole.MEMBER, label="sekretariat", by=side.editor
    )
    side.area_invitation, _token = membership.invite_to_area(
        area=side.area, kind=AreaRoleKind.ANALYST, by=users[ADMINISTRATOR]
    )
    given = make_private_calendar(users[STRANGER], area=side.area, name="telefon", by=users[STRANGER])
    # Whoever holds it reads what its owner reads: here somebody who belongs nowhere.
    side.private_token = given.key
    nodes = [{"name": f"Klub {side.area}"}, {"name": f"Sąsiad {side.area}"}]
    pairs = [{"first": nodes[0]["name"], "second": nodes[1]["name"], "level": LinkLevel.EXCHANGE}]
    content, by = {"nodes": nodes, "links": pairs}, users[COORDINATOR]
    done = network_import.keep_network(area=side.area, name="siec.xlsx", content=content, by=by)
    side.done_network = network_import.import_network(
        done,
        choices={nodes[0]["name"]: str(side.organisation.pk), nodes[1]["name"]: str(side.neighbour.pk)},
        known={row.pk: row for row in (side.organisation, side.neighbour)},
        visibility=Visibility.PARTNERS,
        by=by,
    )
    side.network_file = NetworkImport.objects.create(area=side.area, name="dalej.xlsx", content=content, entered_by=by)
    side.sign_in_token = accounts.create_sign_in_link(email=side.member.email, by=None)
    side.opening = Opening.objects.create(
        organisation=side.neighbour,
        user=users[ADMINISTRATOR],
        purpose=OpeningPurpose.REPAIR,
        reason="Zgubił się numer",
        expires_at=timezone.now() + timedelta(hours=1),
    )


def _add_history(side: SimpleNamespace) -> None:
    organisations.change_organisation(side.organisation, values={"role_in_area": "klub"}, by=None)
    side.change = AuditEntry.objects.filter(about=side.organisation.history_of).latest("pk")
    areas.change_area(side.area, values={"description": "bloki"}, by=None)
    communities.change_community(side.community, values={"description": "sąsiedzi"}, by=None)
    category.change_category(side.category, values={"name_as_printed": "KATEGORIA"}, by=None)
    change_event(side.event, values={"description": "dla sąsiadów"}, by=None)
    side.event_kind = kind.add_kind(area=side.area, values={"name": f"Zabawy {side.area}"}, by=None)
    kind.change_kind(side.event_kind, values={"name": f"Tańce {side.area}"}, by=None)
    problems.change_problem(side.problem, values={"description": "wieczorem"}, by=None)
    for name in ("area", "community", "category", "event", "event_kind", "problem"):
        row = getattr(side, name)
        setattr(side, f"{name}_change", AuditEntry.objects.filter(model=row._meta.label_lower).latest("pk"))
    gone = OrganisationFactory(home_area=side.area, name=f"Dawny klub {side.area}")
    side.deletion = organisations.delete_organisation(gone, by=None)


def found_in(text: str, canaries: list[Canary]) -> list[Canary]:
    """Return the canaries that stand in a text, whatever its case and diacritics."""
    folded = fold(text)
    return [canary for canary in canaries if canary.word in folded]


def words_of(response: HttpResponseBase) -> str:
    """Return all text of an answer, with that of its headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{headers}\n{pages}\n{reader.metadata}"
    text = content.decode("utf-8-sig", errors="ignore")
    if "json" in kind:
        # Escapes such as \\u0142 hide nothing.
        text += json.dumps(json.loads(text), ensure_ascii=False) if text.strip() else ""
    return f"{headers}\n{text}"


def not_for(role: str, response: HttpResponseBase, canaries: list[Canary]) -> list[Canary]:
    """Return the canaries in an answer that this role may not read."""
    return [canary for canary in found_in(words_of(response), canaries) if not canary.may_be_read_by(role)]


def put_back(kept: Kept) -> World:
    """Return the world as the process that it is put back into names it."""
    world: World = kept.put_back()
    for side in (world.own, world.other):
        side.hsds_id = ids.of(ids.Kind.ORGANISATION, side.organisation.pk)
    return world


@pytest.fixture(scope="session")
def world_kept(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Kept("world", build)


@pytest.fixture(scope="module")
def world(world_kept, django_db_blocker):
    """Put back once for all tests of a module; each test takes back what it changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield put_back(world_kept)
        transaction.set_rollback(True)


@pytest.fixture
def prints_as_data(monkeypatch):
    """Give what a print is made of in the place of the PDF: to make and read one takes a hundred times as long."""

    def data_of(document, **_options):
        return json.dumps(document.data, ensure_ascii=False, default=str).encode()

    monkeypatch.setattr(typst, "render", data_of)
    monkeypatch.setattr(typst, "preview", data_of)


@pytest.fixture(scope="module")
def clients(world, django_db_blocker):
    """A browser for every role, by role."""
    found = {PASSER_BY: Client(raise_request_exception=False)}
    with django_db_blocker.unblock():
        for role, user in world.users.items():
            found[role] = Client(raise_request_exception=False)
            found[role].force_login(user)
    return found
