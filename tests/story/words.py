"""What the people of the story are called, type and read, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The same story in the words of one language; who is called `harbor` in both is a customer, `emma` a rep."""

    lang: str
    currency: str
    contract: str  # what the numbers of contracts begin with

    emma: str
    tom: str
    ruth: str

    # Customers as they are stored, and as they are spoken of.
    harbor_foods: str
    harbor: str
    northgate_tools: str
    northgate: str
    baltic_timber: str
    baltic: str
    delta_freight: str
    delta: str
    starling_software: str
    starling: str
    starling_again: str

    # What is typed.
    manager: str
    exhibition: str
    phone: str
    visit: str
    email: str
    wechat: str
    demo: str
    negotiation: str
    proposal: str
    wednesday: str
    tuesday: str
    next_tuesday_at_two: str
    wednesday_at_ten: str
    saturday: str
    next_monday: str
    amount_150: str
    amount_280: str

    # What was agreed.
    send_quote: str
    send_offer: str
    show_demo: str
    sign: str
    samples: str
    second_quote: str

    # What is read.
    days: tuple[str, ...]  # from Monday
    summary: str
    overdue: str
    new_customer: str
    a_customer: str
    ungraded: str
    erp_closes: str
    planned: str
    planned_at: str
    early: str
    still_planned: str
    row: str
    exists: str
    twice: str
    amount_changed: str
    owner_changed: str
    undone: str
    kept: str
    week: str
    holiday_week: str
    last_week: str


ENGLISH = Words(
    lang="en",
    currency="USD",
    contract="C-2026-",
    emma="Emma Clarke",
    tom="Tom Reed",
    ruth="Ruth Miller",
    harbor_foods="Harbor Foods Ltd",
    harbor="Harbor Foods",
    northgate_tools="Northgate Tools Ltd",
    northgate="Northgate",
    baltic_timber="Baltic Timber GmbH",
    baltic="Baltic Timber",
    delta_freight="Delta Freight Ltd",
    delta="Delta Freight",
    starling_software="Starling Software Ltd",
    starling="Starling",
    starling_again="Starling Software Inc",
    manager="manager",
    exhibition="exhibition",
    phone="phone",
    visit="visit",
    email="email",
    wechat="wechat",
    demo="demo",
    negotiation="negotiation",
    proposal="proposal",
    wednesday="wed",
    tuesday="tue",
    next_tuesday_at_two="next tue 14:00",
    wednesday_at_ten="wed 10:00",
    saturday="sat",
    next_monday="next mon",
    amount_150="150k",
    amount_280="280k",
    send_quote="send the quote",
    send_offer="send the offer",
    show_demo="show the product",
    sign="sign the contract",
    samples="bring samples",
    second_quote="quote phase two",
    days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    summary="{day} · overdue {overdue} · today {today} · next {next}",
    overdue="3 days late (09-18)",
    new_customer="new, no contact yet",
    a_customer="A customer, every week",
    ungraded="not graded yet, every month",
    erp_closes="S opportunity ERP, every 3 days; to close 2026-09-30",
    planned="planned: {step}",
    planned_at="today 10:00",
    early="Was this the step agreed with Harbor Foods Ltd for 2026-09-29 Tue 14:00: show the product? [y/N]: ",
    still_planned="Still planned: {step}, {day} (id {id}).",
    row="Row {row}: {customer} (id {id}).",
    exists="Starling Software Inc looks like Starling Software Ltd (id 5)",
    twice="This is recorded already",
    amount_changed="Amount: 155,000 → 150,000",
    undone="follow-up × 2.",
    owner_changed="Owner: Emma Clarke → Tom Reed",
    kept="kept",
    week="6 touches (phone 4, e-mail 2)",
    holiday_week="4 touches (phone 2, WeChat 1, visit 1) · 1 contract signed, 150,000",
    last_week="4 touches (visit 2, demo 1, phone 1) · 1 contract signed, 280,000",
)
CHINESE = Words(
    lang="zh",
    currency="CNY",
    contract="HT-2026-",
    emma="王芳",
    tom="李强",
    ruth="周敏",
    harbor_foods="杭州云帆科技有限公司",
    harbor="云帆科技",
    northgate_tools="上海明辉制造股份有限公司",
    northgate="明辉制造",
    baltic_timber="宁波蓝海贸易有限公司",
    baltic="蓝海贸易",
    delta_freight="苏州德润物流有限公司",
    delta="德润物流",
    starling_software="南京星河软件有限公司",
    starling="星河软件",
    starling_again="南京星河软件股份有限公司",
    manager="主管",
    exhibition="展会",
    phone="电话",
    visit="拜访",
    email="邮件",
    wechat="微信",
    demo="演示",
    negotiation="商务谈判",
    proposal="方案沟通中",
    wednesday="周三",
    tuesday="周二",
    next_tuesday_at_two="下周二14:00",
    wednesday_at_ten="周三10:00",
    saturday="周六",
    next_monday="下周一",
    amount_150="15万",
    amount_280="28万",
    send_quote="寄报价",
    send_offer="发方案",
    show_demo="产品演示",
    sign="签合同",
    samples="送样",
    second_quote="报二期价",
    days=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    summary="{day} · 逾期 {overdue} · 今天 {today} · 未来 {next}",
    overdue="逾期 3 天（09-18）",
    new_customer="新客户，从未联系",
    a_customer="A 级客户，每周一次",
    ungraded="尚未分级，每月一次",
    erp_closes="S 级商机 ERP，每 3 天一次，预计 2026-09-30 成交",
    planned="约定：{step}",
    planned_at="今天 10:00",
    early="这次跟进就是和“杭州云帆科技有限公司”约定在 2026-09-29 周二 14:00 的“产品演示”吗？ [y/N]: ",
    still_planned="仍有计划：{step}，{day}（id {id}）。",
    row="第 {row} 行：{customer}（id {id}）。",
    exists="南京星河软件股份有限公司 很像 南京星河软件有限公司（id 5）",
    twice="同一天已有完全相同的跟进记录",
    amount_changed="金额：155,000 → 150,000",
    undone="跟进 × 2。",
    owner_changed="负责人：王芳 → 李强",
    kept="按期完成",
    week="跟进 6 次（电话 4、邮件 2）",
    holiday_week="跟进 4 次（电话 2、微信 1、拜访 1） · 签约 1 份，150,000",
    last_week="跟进 4 次（拜访 2、演示 1、电话 1） · 签约 1 份，280,000",
)
