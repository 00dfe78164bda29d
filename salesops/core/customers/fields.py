"""What can be told of a customer and of a contact."""

from __future__ import annotations

from salesops.core.customers.rules import CHANNELS, DECISION_ROLES, DEPTHS, KINDS, SOURCES, TYPES
from salesops.core.files.fields import Field, Kind
from salesops.core.i18n import N_

FIELDS = (
    Field("name", N_("Name"), required=True,
          also=("customer", "customer name", "company", "company name", "account", "客户", "公司名称",
                "客户全称", "公司全称", "企业名称")),
    Field("short_name", N_("Short name"), also=("客户简称", "公司简称")),
    Field("code", N_("Code"), also=("customer id", "customer code", "account id", "客户代码", "客户ID")),
    Field("kind", N_("Kind"), Kind.CODED, codes=KINDS, also=("客户性质",)),
    Field("type", N_("Type"), Kind.CODED, codes=TYPES, also=("customer type", "客户类别", "客户状态")),
    Field("industry", N_("Industry"), also=("sector", "行业类型", "所在行业")),
    Field("region", N_("Region"), also=("area", "state", "province", "所在地区", "省份", "地区", "所属区域")),
    Field("address", N_("Address"), also=("street", "公司地址", "联系地址", "详细地址")),
    Field("website", N_("Website"), also=("web", "url", "homepage", "公司网址", "官网")),
    Field("employees", N_("Employees"), Kind.INTEGER, least=0,
          also=("headcount", "size", "人数", "公司规模", "员工规模")),
    Field("annual_revenue", N_("Annual revenue"), Kind.MONEY, also=("revenue", "turnover", "年销售额")),
    Field("founded_on", N_("Founded on"), Kind.DATE, also=("founded", "注册时间", "成立时间")),
    Field("main_business", N_("Main business"), also=("business", "主要业务", "经营范围")),
    Field("budget", N_("Budget"), Kind.BUDGET, also=("annual budget", "预算范围", "年采购预算")),
    Field("credit_code", N_("Credit code"), also=("tax id", "vat", "信用代码", "税号")),
    Field("source", N_("Source"), Kind.CODED, codes=SOURCES, also=("lead source", "来源渠道", "获客渠道")),
    Field("owner", N_("Owner"), Kind.REFERENCE, refers_to="rep",
          also=("rep", "sales", "sales rep", "support rep", "support rep id", "account manager", "业务员",
                "客户经理", "跟进人", "销售", "所属销售")),
    Field("first_contact_on", N_("First contact on"), Kind.DATE,
          also=("first contact", "first seen", "首次联系时间", "初次接触日期")),
    Field("depth", N_("Depth"), Kind.CODED, codes=DEPTHS, also=("合作程度", "合作等级")),
    Field("expansion_plan", N_("Expansion plan"), Kind.FLAG, also=("是否有扩展计划", "扩张计划")),
    Field("expansion_note", N_("Expansion note"), also=("扩展说明",)),
    Field("need_match", N_("Need match"), Kind.INTEGER, least=1, most=5, also=("match", "匹配度")),
    Field("lost_reason", N_("Lost reason"), also=("流失原因说明",)),
    Field("verified_by", N_("Verified by"), Kind.REFERENCE, refers_to="rep", also=("审核人",)),
    Field("verified_on", N_("Verified on"), Kind.DATE, also=("审核日期",)),
    Field("confirmed_on", N_("Confirmed on"), Kind.DATE, also=("信息确认日期",)),
)  # fmt: skip

CONTACT_FIELDS = (
    Field("name", N_("Name"), required=True, also=("contact", "contact name", "full name", "联系人", "姓名")),
    Field("code", N_("Code"), also=("contact id", "id")),
    Field("title", N_("Title"), also=("job title", "position", "职位", "岗位")),
    Field("department", N_("Department"), also=("dept", "所在部门")),
    Field("phone", N_("Phone"), also=("mobile", "telephone", "phone work", "手机", "手机号", "联系电话")),
    Field("email", N_("E-mail"), also=("mail", "email address", "email work", "邮箱", "电子邮箱")),
    Field("wechat", N_("WeChat"), also=("wechat id", "微信号")),
    Field("preferred_channel", N_("Preferred channel"), Kind.CODED, codes=CHANNELS, also=("联系偏好",)),
    Field("decision_role", N_("Decision role"), Kind.CODED, codes=DECISION_ROLES, also=("决策地位",)),
    Field("left_on", N_("Left on"), Kind.DATE, also=("离职时间",)),
)  # fmt: skip
