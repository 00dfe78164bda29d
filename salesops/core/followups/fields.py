"""What can be told of a follow-up."""

from __future__ import annotations

from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import N_
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer", required=True,
          also=("customer name", "client", "company", "company name", "account", "account name", "organization",
                "related to", "客户", "客户名称", "客户全称", "公司", "公司名称", "关联客户"),
          code_also=("customer id", "customer code", "account id", "客户编号", "客户编码")),
    Field("opportunity", N_("Opportunity"), Kind.REFERENCE, refers_to="opportunity",
          also=("opportunity name", "deal", "deal name", "商机", "商机名称", "项目名称")),
    Field("contact", N_("Contact"), Kind.REFERENCE, refers_to="contact",
          also=("contact name", "contact person", "联系人", "联系人姓名", "客户联系人")),
    Field("rep", N_("Rep"), Kind.REFERENCE, refers_to="rep",
          also=("owner", "sales", "sales rep", "salesperson", "user", "assigned to", "created by", "activity owner",
                "跟进人", "负责人", "销售", "销售人员", "业务员", "客户经理", "记录人", "创建人", "拜访人"),
          code_also=("rep id", "rep code", "owner id", "employee id", "工号", "销售编号")),
    Field("status", N_("Status"), Kind.CODED, never_empty=True, codes=STATUSES,
          also=("activity status", "状态", "跟进状态", "完成情况", "完成状态")),
    Field("due_on", N_("Planned for"), Kind.DATE,
          also=("due", "due on", "due date", "planned", "planned on", "计划日期", "计划时间", "计划跟进日期",
                "计划跟进时间")),
    Field("due_time", N_("Time")),
    Field("reason", N_("Reason"), also=("原因", "跟进原因")),
    Field("objective", N_("Objective"), also=("subject", "purpose", "goal", "目的", "跟进目的", "跟进目标", "主题",
                "计划内容")),
    Field("method", N_("Method"), Kind.CODED, codes=METHODS,
          also=("type", "activity type", "channel", "方式", "跟进方式", "沟通方式", "联系方式", "跟进类型")),
    Field("occurred_on", N_("Happened on"), Kind.DATE, never_empty=True,
          also=("date", "activity date", "call date", "contacted on", "done on", "日期", "时间", "跟进日期", "跟进时间",
                "沟通日期", "沟通时间", "联系日期", "联系时间", "拜访日期", "拜访时间")),
    Field("summary", N_("What was said"), long=True,
          also=("summary", "content", "note", "notes", "description", "comments", "body", "details", "内容", "跟进内容",
                "跟进记录", "跟进情况", "沟通内容", "沟通记录", "拜访内容", "备注")),
    Field("feedback", N_("Customer's words"), long=True, also=("feedback", "客户反馈", "反馈")),
    Field("attitude", N_("Attitude"), Kind.INTEGER, least=-2, most=2, also=("态度", "客户态度")),
    Field("next_step", N_("Next step"), also=("next action", "下一步", "下一步计划", "下步计划", "后续计划")),
    Field("next_on", N_("Next step on"), Kind.DATE,
          also=("next follow-up", "next contact", "next date", "下次跟进", "下次跟进日期", "下次跟进时间",
                "下次联系日期", "下次联系时间")),
)  # fmt: skip
