"""What holds for customers and contacts: their coded values."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.core.values.codes import Codes

KINDS = Codes(
    N_("kind"),
    {"company": N_("company"), "individual": N_("individual")},
    also={
        "公司": "company", "企业客户": "company", "单位": "company", "法人": "company", "机构": "company",
        "business": "company", "organization": "company", "organisation": "company", "enterprise": "company",
        "个人": "individual", "个人客户": "individual", "个体": "individual", "自然人": "individual",
        "person": "individual", "private person": "individual",
    },
)  # fmt: skip
TYPES = Codes(
    N_("type"),
    {"potential": N_("potential"), "active": N_("active"), "lost": N_("lost"), "strategic": N_("strategic")},
    also={
        "潜在": "potential", "潜在客户": "potential", "意向客户": "potential", "准客户": "potential",
        "线索": "potential",
        "未成交": "potential", "lead": "potential", "prospect": "potential",
        "成交": "active", "已成交": "active", "成交客户": "active", "合作客户": "active", "合作中": "active",
        "签约客户": "active", "老客户": "active", "customer": "active", "client": "active", "existing": "active",
        "existing customer": "active",
        "流失": "lost", "已流失": "lost", "流失客户": "lost", "former": "lost", "former customer": "lost",
        "churned": "lost",
        "战略": "strategic", "战略客户": "strategic", "大客户": "strategic", "重点客户": "strategic",
        "key account": "strategic", "vip": "strategic",
    },
)  # fmt: skip
SOURCES = Codes(
    N_("source"),
    {
        "referral": N_("referral"),
        "exhibition": N_("exhibition"),
        "online": N_("online"),
        "cold_call": N_("cold call"),
        "partner": N_("partner"),
        "other": N_("other"),
    },
    also={
        "介绍": "referral", "转介": "referral", "推荐": "referral", "客户介绍": "referral", "老客户介绍": "referral",
        "客户推荐": "referral", "老客户推荐": "referral", "朋友介绍": "referral", "熟人介绍": "referral",
        "同行介绍": "referral", "口碑": "referral", "referred": "referral", "word of mouth": "referral",
        "customer referral": "referral", "employee referral": "referral", "external referral": "referral",
        "展览": "exhibition", "会展": "exhibition", "展销会": "exhibition", "参展": "exhibition",
        "行业会议": "exhibition", "市场活动": "exhibition", "活动": "exhibition", "trade show": "exhibition",
        "tradeshow": "exhibition", "fair": "exhibition", "conference": "exhibition", "event": "exhibition",
        "seminar": "exhibition",
        "网络": "online", "网上": "online", "互联网": "online", "官网": "online", "网站": "online",
        "网络推广": "online", "线上推广": "online", "网络营销": "online", "公众号": "online", "百度": "online",
        "搜索引擎": "online", "抖音": "online", "广告": "online", "web": "online", "website": "online",
        "web form": "online", "internet": "online", "advertisement": "online", "google": "online",
        "inbound": "online", "social media": "online", "linkedin": "online", "organic search": "online",
        "paid search": "online",
        "电话陌拜": "cold_call", "陌生拜访": "cold_call", "陌生电话": "cold_call", "陌生开发": "cold_call",
        "上门陌拜": "cold_call", "扫街": "cold_call", "扫楼": "cold_call", "电话营销": "cold_call",
        "电话销售": "cold_call", "电销": "cold_call", "主动开发": "cold_call", "自主开发": "cold_call",
        "自己开发": "cold_call", "cold calling": "cold_call", "outbound": "cold_call", "telemarketing": "cold_call",
        "合作伙伴": "partner", "渠道": "partner", "渠道商": "partner", "代理": "partner", "代理商": "partner",
        "经销商": "partner", "分销商": "partner", "channel": "partner", "reseller": "partner",
        "distributor": "partner",
        "其它": "other", "其他来源": "other", "招标": "other", "招投标": "other", "misc": "other",
    },
)  # fmt: skip
DEPTHS = Codes(
    N_("depth"),
    {"strategic": N_("strategic"), "core": N_("core"), "ordinary": N_("ordinary")},
    also={"战略": "strategic", "核心": "core", "普通": "ordinary"},
)
INTENTS = Codes(
    N_("intent"),
    {"high": N_("high"), "medium": N_("medium"), "low": N_("low")},
    also={"强": "high", "较高": "high", "一般": "medium", "中等": "medium", "弱": "low", "较低": "low"},
)
DECISION_ROLES = Codes(
    N_("decision role"),
    {
        "decider": N_("decider"),
        "influencer": N_("influencer"),
        "user": N_("user"),
        "purchaser": N_("purchaser"),
    },
    also={
        "拍板人": "decider", "决策人": "decider", "决策者": "decider", "最终决策者": "decider",
        "关键决策人": "decider", "decision maker": "decider", "decision-maker": "decider",
        "economic buyer": "decider",
        "影响者": "influencer", "影响人": "influencer", "技术把关": "influencer", "champion": "influencer",
        "evaluator": "influencer", "technical buyer": "influencer",
        "使用者": "user", "使用人": "user", "用户": "user", "最终用户": "user", "end user": "user",
        "采购": "purchaser", "采购员": "purchaser", "采购人": "purchaser", "采购负责人": "purchaser",
        "执行人": "purchaser", "buyer": "purchaser", "purchasing": "purchaser", "procurement": "purchaser",
    },
)  # fmt: skip
CHANNELS = Codes(
    N_("channel"),
    {"phone": N_("phone"), "email": N_("e-mail"), "wechat": N_("WeChat"), "visit": N_("visit")},
    also={
        "电话": "phone", "手机": "phone", "打电话": "phone", "call": "phone", "telephone": "phone", "mobile": "phone",
        "邮件": "email", "邮箱": "email", "电邮": "email", "电子邮件": "email", "mail": "email",
        "微信": "wechat", "企业微信": "wechat", "企微": "wechat", "weixin": "wechat", "wx": "wechat",
        "拜访": "visit", "上门": "visit", "上门拜访": "visit", "当面": "visit", "见面": "visit", "面谈": "visit",
        "in person": "visit",
    },
)  # fmt: skip
