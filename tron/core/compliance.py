"""The gate before every dial, and its ledger. Fails closed: what cannot be answered is not dialled.

Asked by `call_engine.place` alone, in the transaction that claims the call; for messages by `messages.delivery`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, Literal, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.caller_ids import ALLOWED, SERIES_OF, Caller, judge
from tron.core.calling_law import legal_hours
from tron.core.database.tables import Call, DialDecision, OptOut
from tron.core.tools.when import Hours

Rule = Literal[
    "line",
    "number",
    "practice_number",
    "country",
    "test_numbers",
    "opted_out",
    "call_category",
    "caller_id",
    "daily_cap",
    "timezone",
    "hours",
    "transfer_target",
    "loop_target",
    "number_busy",
    "line_full",
    "call_over",
    "agent_off",
    "message",
    "error",
]
"""What refuses a dial. `agent_off` and `error` come from `call_engine.place`, not from the law; `message` from
`messages.delivery`: no sender, no DLT template, WhatsApp's 24 hours."""
OF_THE_CALLER: Final[frozenset[Rule]] = frozenset({"call_category", "caller_id"})
"""What an agent or a trunk lacks: said only where both are there at all."""
LAW_DAILY_CAP = 3
NOBODY: Final = Caller()
PERSON, EXTENSION = "person", "extension"
"""Whom a dial would ring: somebody whom the law protects, or a softphone of Tron's own."""
NO_CATEGORY: Final = (
    "The agent does not say what its calls are for. Choose promotional, service or transactional on its page."
)
GIVE_A_NUMBER: Final = "Give the trunk a number that fits; an owner can except this one in the settings."
OTHER_SERIES: Final[Mapping[phone.Series | None, str]] = {
    "140": "That is one for promotional calls: if they are that, say so on the agent's page. " + GIVE_A_NUMBER,
    "1600": "That is one for all but promotional calls: if they are that, say so on the agent's page. " + GIVE_A_NUMBER,
}
"""Somebody chose the wrong category, or the wrong number."""
NOT_LISTED = "The number is not in compliance.test_numbers, and only those are dialled."


class GateSettings(Protocol):
    """What the gate needs of the settings snapshot."""

    def get(self, key: str) -> Any: ...


class NoSettings:
    """Nothing is set: whoever needs a setting finds none, and the gate then allows nothing."""

    def get(self, key: str) -> Any:
        return None


async def no_settings() -> GateSettings:
    """Stands where a process has no settings."""
    return NoSettings()


@dataclass(frozen=True, slots=True)
class Rules:
    """The gate's settings. `start` and `end` narrow the law's hours: ask `hours_of`."""

    test_numbers: frozenset[str]
    countries: frozenset[str]
    start: time
    end: time
    daily_cap: int
    exceptions: frozenset[str] = frozenset()
    """Numbers of ours that may be seen whatever their series."""

    @classmethod
    def of(cls, settings: GateSettings) -> Rules:
        return cls(
            test_numbers=frozenset(settings.get("compliance.test_numbers")),
            countries=frozenset(settings.get("compliance.countries")),
            start=_clock_time(settings.get("compliance.calling_hours_start")),
            end=_clock_time(settings.get("compliance.calling_hours_end")),
            daily_cap=min(LAW_DAILY_CAP, int(settings.get("compliance.max_calls_per_number_per_day"))),
            exceptions=frozenset(settings.get("compliance.caller_id_exceptions")),
        )

    def hours_of(self, caller: Caller) -> Hours:
        """When this caller's calls may ring, by the law and the settings; they may never hold."""
        law = legal_hours(caller.category, loan_recovery=caller.loan_recovery)
        return Hours(max(law.start, self.start), min(law.end, self.end))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the number at this moment. `dials_today` counts allowed dials since its local midnight.

    `inbound`: the person rang us; nothing is dialled. `caller`: whose number they will see, and what for.
    """

    number: str | None
    line: str
    rings_phone: bool
    now: datetime
    opted_out: bool = False
    dials_today: int = 0
    inbound: bool = False
    caller: Caller = NOBODY


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: `rule` says what refused; `retry_at` when the rule allows again, None when never by itself.

    `excepted`: the number that will be seen is of the wrong series, and an owner of this Tron allowed it.
    """

    allowed: bool
    exempt: bool = False
    rule: Rule | None = None
    detail: str | None = None
    retry_at: datetime | None = None
    excepted: bool = False


def decide(facts: Facts, rules: Rules) -> Decision:
    """The gate itself, pure: the first rule that refuses decides."""
    if facts.inbound:
        return Decision(True, exempt=True)
    if not facts.rings_phone:
        if facts.number is None or phone.is_practice(facts.number):
            return Decision(True, exempt=True)
        return refused("line", "This line rings nobody and takes practice numbers only.")
    if facts.caller.own_phone:
        return Decision(True, exempt=True)
    refusals = (_number_rule, _lists_rule, _caller_rule, _hours_rule, _cap_rule)
    allowed = Decision(True, excepted=judge(facts.caller, facts.number or "", rules.exceptions) == "excepted")
    return next((no for rule in refusals if (no := rule(facts, rules))), allowed)


def decide_message(facts: Facts, rules: Rules, *, any_hour: bool) -> Decision:
    """The same of a message to a real number. `any_hour`: it is not promotional, and people wait for it."""
    refusals = (_number_rule, _lists_rule) if any_hour else (_number_rule, _lists_rule, _hours_rule)
    return next((no for rule in refusals if (no := rule(facts, rules))), Decision(True))


def _number_rule(facts: Facts, rules: Rules) -> Decision | None:
    if facts.number is None:
        return refused("number", "There is no number to call.")
    return _place_rule(facts.number, rules.countries)


def _place_rule(number: str, countries: Collection[str]) -> Decision | None:
    if phone.is_practice(number):
        return refused("practice_number", "Practice numbers are dialled by the practice line only.")
    if phone.country(number) not in countries:
        allowed = ", ".join(sorted(countries)) or "none"
        return refused("country", f"Calls to this country are off. Allowed: {allowed}.")
    return None


def reachable(number: str, settings: GateSettings) -> Decision | None:
    """A refusal where this number may not be rung at all, whoever is behind it."""
    no = _place_rule(number, settings.get("compliance.countries"))
    if no is None and number not in settings.get("compliance.test_numbers"):
        return refused("test_numbers", NOT_LISTED)
    return no


def _lists_rule(facts: Facts, rules: Rules) -> Decision | None:
    if facts.number not in rules.test_numbers:
        return refused("test_numbers", NOT_LISTED)
    if facts.opted_out:
        return refused("opted_out", "This person asked not to be called again.")
    return None


def _caller_rule(facts: Facts, rules: Rules) -> Decision | None:
    """India's series: people there can tell by the number what a call is for."""
    caller = facts.caller
    if judge(caller, facts.number or "", rules.exceptions) in ALLOWED:
        return None
    if caller.category is None:
        return refused("call_category", NO_CATEGORY)
    what, wanted = caller.category.capitalize(), SERIES_OF[caller.category]
    seen = "nobody knows which one the trunk shows" if caller.number is None else f"{caller.number} is none"
    advice = GIVE_A_NUMBER if caller.number is None else OTHER_SERIES.get(phone.series(caller.number), GIVE_A_NUMBER)
    detail = f"{what} calls to Indian numbers show a number of the {wanted} series, and {seen}. {advice}"
    return refused("caller_id", detail)


def _cap_rule(facts: Facts, rules: Rules) -> Decision | None:
    if facts.dials_today < rules.daily_cap:
        return None
    detail = f"Called {facts.dials_today} times today; at most {rules.daily_cap}."
    local = local_times(facts.number or "", facts.now)
    # The day must be over in every zone where the number may be.
    days_over = max(_midnight(moment) + timedelta(days=1) for moment in local) if local else None
    hours = rules.hours_of(facts.caller)
    opens = _opens([days_over.astimezone(moment.tzinfo) for moment in local], hours) if days_over else None
    return Decision(False, rule="daily_cap", detail=detail, retry_at=opens)


async def ask(
    session: AsyncSession,
    call: Call,
    *,
    rings_phone: bool,
    settings: GateSettings,
    now: datetime,
    barred: Decision | None = None,
    caller: Caller = NOBODY,
) -> Decision:
    """Gather the facts, decide, and write the answer to the ledger in the caller's transaction.

    `barred` is a refusal from outside the law (the agent is off): it holds where the gate itself would allow.
    `caller`: what the person who is called will see; without it no Indian number is dialled.
    """
    facts = replace(await _gather(session, call, rings_phone, now), caller=caller)
    decision = decide(facts, Rules.of(settings))
    if barred is not None and (decision.allowed or decision.rule in OF_THE_CALLER):
        decision = barred
    destination = EXTENSION if rings_phone and caller.own_phone else PERSON
    write_down(session, call, decision, now, facts, destination=destination)
    await session.flush()
    return decision


def write_down(
    session: AsyncSession,
    call: Call,
    decision: Decision,
    now: datetime,
    facts: Facts | None = None,
    *,
    number: str | None = None,
    destination: str = PERSON,
) -> None:
    """Add an answer to the ledger, in the caller's transaction. `number`: another one than the call's."""
    session.add(
        DialDecision(
            call_id=call.id,
            phone_number=number or call.phone_number,
            line=call.line,
            destination=destination,
            allowed=decision.allowed,
            exempt=decision.exempt,
            rule=decision.rule,
            detail=decision.detail,
            facts=_known(facts, decision) if facts else {},
            at=now,
        )
    )


def _known(facts: Facts, decision: Decision) -> dict[str, Any]:
    known: dict[str, Any] = {"opted_out": facts.opted_out, "dials_today": facts.dials_today}
    if facts.rings_phone:
        caller = facts.caller
        known |= {"category": caller.category, "loan_recovery": caller.loan_recovery}
        known |= {"caller_id": caller.number, "excepted": decision.excepted}
    return known


async def _gather(session: AsyncSession, call: Call, rings_phone: bool, now: datetime) -> Facts:
    number = call.phone_number
    if not rings_phone or number is None or phone.is_practice(number):
        inbound = call.direction == "inbound" and not rings_phone
        return Facts(number, call.line, rings_phone, now, inbound=inbound)
    opted_out = await session.scalar(select(OptOut.id).where(OptOut.phone_number == number).limit(1))
    # A call that another trunk took over was asked about twice, and reaches them once.
    dials = await session.scalar(
        select(func.count(DialDecision.call_id.distinct())).where(
            DialDecision.phone_number == number,
            DialDecision.call_id != call.id,
            DialDecision.allowed,
            ~DialDecision.exempt,
            DialDecision.destination == PERSON,
            DialDecision.at >= _day_began(number, now),
        )
    )
    return Facts(number, call.line, rings_phone, now, opted_out is not None, int(dials or 0))


def _day_began(number: str, now: datetime) -> datetime:
    """The number's last local midnight, the earliest where it may be in several zones."""
    moments = local_times(number, now) or [now - timedelta(days=1)]
    return min(_midnight(moment).astimezone(UTC) for moment in moments)


def local_times(number: str, now: datetime) -> list[datetime]:
    """`now` on the clocks where this number may be; empty when nobody can tell."""
    try:
        return [now.astimezone(ZoneInfo(zone)) for zone in phone.zones(number)]
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return []


def _hours_rule(facts: Facts, rules: Rules) -> Decision | None:
    """Refusal outside the hours; a number that may be in several zones must be inside in all of them."""
    local = local_times(facts.number or "", facts.now)
    if not local:
        return refused("timezone", "Nobody can tell this number's time zone.")
    hours = rules.hours_of(facts.caller)
    if all(hours.hold(moment) for moment in local):
        return None
    detail = f"{_whose(facts.caller)} ring from {hours.start:%H:%M} to {hours.end:%H:%M} where this number is."
    return Decision(False, rule="hours", detail=detail, retry_at=_opens(local, hours))


def _whose(caller: Caller) -> str:
    if caller.loan_recovery:
        return "Calls that collect a loan"
    return "Calls" if caller.category is None else f"{caller.category.capitalize()} calls"


def _opens(local: Sequence[datetime], hours: Hours) -> datetime | None:
    """The first moment at which all zones are inside, within two days; None when there is none."""
    candidates: list[datetime] = []
    for moment in local:
        for day in range(3):
            opening = datetime.combine(moment.date() + timedelta(days=day), hours.start, moment.tzinfo)
            if opening > moment:
                candidates.append(opening)
    for candidate in sorted(candidates):
        if all(hours.hold(candidate.astimezone(moment.tzinfo)) for moment in local):
            return candidate.astimezone(UTC)
    return None


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _clock_time(value: str | time) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


def refused(rule: Rule, detail: str) -> Decision:
    """A refusal by this rule, for good."""
    return Decision(False, rule=rule, detail=detail)
