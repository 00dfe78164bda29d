"""The stages of an opportunity, their history, and the days on which they can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.dates import format_date

# What the stages are called elsewhere: by teams, and as delivered by Salesforce, HubSpot, Pipedrive, Zoho, Odoo,
# Dynamics, 悟空CRM and 纷享销客; by what is done in them, else by the probability that they have there.
_ELSEWHERE = {
    "contacted": (
        "new", "lead", "lead in", "open", "prospecting", "prospect", "qualification", "qualify", "contact made",
        "first contact", "initial contact", "appointment scheduled", "meeting scheduled",
        "appointment scheduled (sales pipeline)", "初步接触", "初步沟通", "初次接触", "首次接触", "接触", "接洽",
        "初访", "线索", "新建", "意向", "意向客户", "潜在", "潜在客户", "验证客户", "客户验证", "立项", "立项评估",
    ),
    "needs_analysis": (
        "needs", "qualified", "qualified to buy", "discovery", "discover", "develop", "demo", "demo scheduled",
        "demonstration", "requirements", "qualified to buy (sales pipeline)",
        "需求分析", "需求确认", "需求确定", "需求调研", "需求沟通", "需求挖掘", "了解需求", "演示", "产品演示", "调研",
    ),
    "proposal": (
        "propose", "proposition", "value proposition", "presentation", "presentation scheduled", "proposal made",
        "proposal sent", "quote", "quotation", "quote sent", "quoted", "proposal/price quote", "proposal/quote",
        "perception analysis", "id decision makers", "id. decision makers", "identify decision makers", "evaluation",
        "trial", "pilot", "presentation scheduled (sales pipeline)",
        "方案", "方案沟通", "方案报价", "方案/报价", "方案与报价", "方案制定", "方案设计", "方案提交", "提交方案",
        "报价", "报价中", "已报价", "产品报价", "投标", "招投标", "试用", "测试", "评估",
    ),
    "negotiation": (
        "negotiate", "negotiating", "negotiations", "negotiations started", "negotiation started",
        "negotiation/review", "review", "decision maker bought-in", "contract sent", "contract", "contracting",
        "verbal agreement", "commit", "closing", "decision maker bought-in (sales pipeline)",
        "contract sent (sales pipeline)", "谈判", "谈判中", "谈判审核", "商务谈判中", "合同谈判", "合同审批",
        "合同审核", "合同拟定", "商务洽谈", "洽谈", "待签约", "签约中",
    ),
    "won": (
        "closed won", "close won", "win", "won deal", "success", "signed", "closed won (sales pipeline)",
        "成交", "赢单", "已赢单", "成功", "已成功", "签约", "已签约", "已签单", "签单", "已签", "中标",
    ),
    "lost": (
        "lost", "close lost", "closed lost", "lose", "loss", "lost deal", "dead", "failed", "abandoned", "disqualified",
        "closed lost to competition", "closed lost (sales pipeline)",
        "丢单", "输单", "已输单", "失败", "已失败", "流失", "已流失", "战败", "无效", "终止", "已终止", "放弃",
        "未中标",
    ),
}  # fmt: skip
STAGES = Codes(
    N_("stage"),
    {
        "contacted": N_("contacted"),
        "needs_analysis": N_("needs analysis"),
        "proposal": N_("proposal"),
        "negotiation": N_("negotiation"),
        "won": N_("won"),
        "lost": N_("closed lost"),  # a customer that is lost has another word in Chinese
    },
    also={word: code for code, words in _ELSEWHERE.items() for word in words},
)
OUTCOMES = Codes(
    N_("outcome"),
    {"open": N_("open"), "won": N_("won"), "lost": N_("closed lost")},
    also={
        **dict.fromkeys(("active", "in progress", "pending", "进行中", "跟进中", "未结束", "开放"), "open"),
        **{word: code for code in ("won", "lost") for word in _ELSEWHERE[code]},
    },
)
FIRST = STAGES.codes[0]
CLOSED = ("won", "lost")


@dataclass(frozen=True)
class StageEntry:
    """One entry of the typed history: the stage entered, when, and by whom."""

    stage: str
    on: date
    by: str | None = None


@dataclass(frozen=True)
class Span:
    """A stay in a stage. `left_on` is empty for the present stage, `days` for won and lost."""

    stage: str
    entered_on: date
    left_on: date | None
    days: int | None
    by: str | None


@dataclass(frozen=True)
class Move:
    """A change of stage that the history lacks."""

    from_stage: str | None
    to_stage: str
    on: date


def is_open(stage: str) -> bool:
    """Whether there is still something to sell."""
    return stage not in CLOSED


def check_open(stage: str) -> None:
    """Raise BadValue for won and lost, which need more than a stage."""
    if not is_open(stage):
        raise BadValue(
            _("Won and lost have commands of their own."),
            _("Use opportunity win, or opportunity lose --reason."),
        )


def check_past(day: date, *, today: date) -> None:
    """Raise BadValue for a day that has not come yet."""
    if day > today:
        raise BadValue(
            _("{day} has not come yet.").format(day=format_date(day)),
            _("Give today or an earlier day."),
        )


def check_opened(opened_on: date, *, before: date | None, today: date) -> None:
    """Raise BadValue for an opening in the future, or after what happened next, on `before`."""
    check_past(opened_on, today=today)
    if before is not None and before < opened_on:
        raise BadValue(
            _("{opened} is after the next change of stage, on {next}.").format(
                opened=format_date(opened_on), next=format_date(before)
            ),
            _("Give that day or an earlier one."),
        )


def check_change(day: date, *, opened_on: date, last_on: date, today: date) -> None:
    """Raise BadValue unless a stage can change on `day`: not ahead of time, nor before what happened last."""
    check_past(day, today=today)
    if day < opened_on:
        raise BadValue(
            _("{day} is before the opportunity was opened, on {opened}.").format(
                day=format_date(day), opened=format_date(opened_on)
            ),
            _("Give a later day, or correct the opening with opportunity edit --opened."),
        )
    if day < last_on:
        raise BadValue(
            _("{day} is before the last change of stage, on {last}.").format(
                day=format_date(day), last=format_date(last_on)
            ),
            _("Give that day or a later one."),
        )


def missing_moves(
    last: str | None, stage: str, *, opened_on: date, closed_on: date | None, on: date
) -> list[Move]:
    """What to add to a history that ends in `last` (None: it is empty) when the opportunity is in `stage`.

    One closed before anything was written down went from the first stage on its opening day to its end.
    """
    if last == stage:
        return []
    if last is not None:
        return [Move(last, stage, closed_on or on)]
    if closed_on is None:
        return [Move(None, stage, opened_on)]
    return [Move(None, FIRST, opened_on), Move(FIRST, stage, closed_on)]


def spans(changes: Sequence[StageEntry], *, today: date) -> list[Span]:
    """The stays in each stage, first to last; the days of the present one are counted until `today`."""
    ends = (change.on for change in changes[1:])
    return [_span(change, end, today) for change, end in zip_longest(changes, ends)]


def _span(change: StageEntry, left_on: date | None, today: date) -> Span:
    until = left_on or (today if is_open(change.stage) else None)
    days = max((until - change.on).days, 0) if until else None
    return Span(change.stage, change.on, left_on, days, change.by)
