"""What can be told of an opportunity."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.core.pipeline.stages.rules import OUTCOMES, STAGES
from salesops.core.values.dates import Toward
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer", required=True,
          also=("customer name", "client", "client name", "company", "company name", "account", "account name",
                "organization", "organization name", "deal organization", "associated company", "business name", "客户",
                "客户名称", "客户全称", "公司", "公司名称", "公司全称", "企业名称", "单位名称"),
          code_also=("customer id", "customer code", "client id", "account id", "客户编号", "客户编码",
                     "客户代码", "客户ID")),
    Field("name", N_("Name"),
          also=("opportunity", "opportunity name", "opportunity title", "deal", "deal name", "deal title", "title",
                "名称", "商机", "商机名称", "项目", "项目名称", "机会名称", "销售机会")),
    Field("code", N_("Code"), Kind.IDENTIFIER, also=("opportunity id", "deal id", "record id", "external id", "id",
                "编号", "商机编号", "商机编码", "项目编号")),
    Field("product", N_("Product"), also=("product name", "产品", "产品名称", "意向产品", "需求产品")),
    Field("region", N_("Region"), also=("area", "territory", "区域", "地区", "所属区域")),
    Field("amount", N_("Amount"), Kind.MONEY,
          also=("value", "deal value", "deal amount", "close value", "expected amount", "expected revenue", "金额",
                "商机金额", "预计金额", "预估金额", "预计成交金额")),
    Field("owner", N_("Owner"), Kind.REFERENCE, refers_to="rep",
          also=("rep", "sales", "sales rep", "sales agent", "salesperson", "account manager", "deal owner",
                "opportunity owner", "assigned to", "assigned user", "负责人", "客户经理", "销售", "销售人员", "业务员",
                "跟进人", "商机负责人", "销售负责人"),
          code_also=("rep id", "rep code", "employee id", "owner id", "sales id", "工号", "销售编号")),
    Field("opened_on", N_("Opened on"), Kind.DATE, never_empty=True,
          also=("opened", "open date", "created", "create date", "created date", "created on", "created time",
                "created at", "deal created", "deal deal created", "engage date", "创建日期",
                "创建时间", "立项日期", "开始日期")),
    Field("expected_close_on", N_("Expected close"), Kind.DATE, toward=Toward.COMING,
          also=("expected close on", "expected close date", "deal expected close date", "expected closing",
                "expected closing date", "estimated close date", "预计成交日期", "预计成交时间", "预计签约日期",
                "预计签单日期")),
    Field("stage", N_("Stage"), Kind.CODED, never_empty=True, codes=STAGES,
          also=("deal stage", "sales stage", "stage name", "status", "阶段", "商机阶段", "销售阶段", "跟进阶段",
                "当前阶段", "deal status", "opportunity status", "商机状态", "状态", "销售进度", "项目阶段")),
    Field("probability", N_("Probability"), Kind.PERCENT,
          also=("win probability", "deal probability", "概率", "成交概率", "赢单概率", "赢率")),
    Field("budget_confirmed", N_("Budget confirmed"), Kind.FLAG, never_empty=True, also=("预算明确", "预算是否确认")),
    Field("decider_known", N_("Decider known"), Kind.FLAG, never_empty=True, also=("决策人明确", "是否接触决策人")),
    Field("urgent", N_("Urgent"), Kind.FLAG, never_empty=True, also=("紧急", "是否紧急", "需求紧迫")),
    Field("rival", N_("Rival"), also=("competitor", "竞品", "竞争对手")),
    Field("closed_on", N_("Closed on"), Kind.DATE,
          also=("closed", "close date", "closed date", "closing date", "deal closed on", "deal deal closed on",
                "成交日期", "成交时间", "关闭日期", "结束日期")),
    Field("lost_reason", N_("Reason for the loss"), long=True, also=("lost reason", "loss reason", "deal lost reason",
                "closed lost reason", "丢单原因", "输单原因", "失败原因")),
)  # fmt: skip

# Where a file has, besides the stage reached, whether the deal is open, won or lost.
OUTCOME_FIELD = Field(
    "outcome", N_("Outcome"), Kind.CODED, codes=OUTCOMES,
    stand_in=("status", "deal status", "opportunity status", "商机状态", "状态"), also=("won/lost", "输赢", "结果"),
)  # fmt: skip
