"""What can be told of a customer and of a contact."""

from __future__ import annotations

from salesops.core.customers.needs.rules import CATEGORIES
from salesops.core.customers.rules import CHANNELS, DECISION_ROLES, DEPTHS, INTENTS, KINDS, SOURCES, TYPES
from salesops.core.i18n import N_
from salesops.core.values.credit_codes import parse_credit_code
from salesops.core.values.dates import Toward
from salesops.core.values.fields import Field, Kind

# What else a person is called by: the given and the family name in two columns; a mobile rather than another phone.
NAME_PARTS = (
    ("first name", "given name", "contact first name", "名", "名字"),
    ("last name", "family name", "surname", "contact last name", "姓", "姓氏"),
)
MOBILES = ("mobile", "mobile phone", "mobile number", "mobile phone number", "cell", "cell phone", "cell number",
           "person phone mobile", "phone mobile", "contact mobile", "手机", "手机号", "手机号码", "移动电话",
           "联系人手机", "联系手机")  # fmt: skip
PHONES = ("phone", "telephone", "tel", "phone number", "telephone number", "contact number", "phone work", "work phone",
          "business phone", "person phone", "contact phone", "电话", "电话号码", "联系电话", "联系方式", "联系人电话",
          "联络电话")  # fmt: skip

FIELDS = (
    Field("name", N_("Name"), required=True,
          also=("customer", "customer name", "client", "client name", "company", "company name", "account",
                "account name", "名称", "客户", "客户名称", "客户全称", "公司", "公司名称", "公司全称", "企业名称",
                "单位名称", "business name", "organization", "organization name", "organisation", "partner",
                "associated company", "公司客户", "客户单位", "企业")),
    Field("short_name", N_("Short name"), also=("简称", "客户简称", "公司简称")),
    Field("code", N_("Code"), Kind.IDENTIFIER,
          also=("customer id", "customer code", "customer no", "client id", "account id",
                "organization id", "record id", "external id", "编号", "客户编号", "客户编码", "客户代码", "客户ID",
                "客户号")),
    Field("kind", N_("Kind"), Kind.CODED, never_empty=True, codes=KINDS, also=("性质", "客户性质")),
    Field("type", N_("Type"), Kind.CODED, never_empty=True, codes=TYPES,
          also=("customer type", "account type", "lifecycle stage", "status", "类型", "客户类型", "客户类别",
                "客户状态", "成交状态")),
    Field("industry", N_("Industry"), also=("sector", "industry sector", "category", "行业", "所属行业", "行业类型",
                "所在行业", "客户行业")),
    Field("region", N_("Region"),
          also=("area", "territory", "state", "province", "state/region", "billing state", "billing state/province",
                "区域", "所属区域", "所在区域", "所在地区", "地区", "省份")),
    Field("address", N_("Address"), also=("street", "street address", "billing street", "billing address",
                "organization address", "地址", "公司地址", "联系地址", "详细地址")),
    Field("website", N_("Website"), also=("web", "url", "website url", "homepage", "网址", "网站", "公司网址", "官网")),
    Field("employees", N_("Employees"), Kind.INTEGER, least=0, most=100_000_000,
          also=("headcount", "size", "number of employees", "no of employees", "company size", "员工人数", "员工数",
                "人数", "公司规模", "员工规模", "人员规模")),
    Field("annual_revenue", N_("Annual revenue"), Kind.MONEY,
          also=("revenue", "turnover", "年营业额", "年营收", "年收入", "年销售额")),
    Field("founded_on", N_("Founded on"), Kind.DATE,
          also=("founded", "成立日期", "成立时间", "注册日期", "注册时间")),
    Field("main_business", N_("Main business"), long=True, also=("business", "主营业务", "主要业务", "经营范围")),
    Field("budget", N_("Budget"), Kind.BUDGET,
          also=("annual budget", "预算", "年度预算", "预算范围", "采购预算", "年采购预算")),
    Field("credit_code", N_("Credit code"), Kind.IDENTIFIER, check=parse_credit_code,
          also=("tax id", "vat", "统一社会信用代码", "社会信用代码", "信用代码", "税号")),
    Field("source", N_("Source"), Kind.CODED, codes=SOURCES,
          also=("lead source", "original source", "来源", "客户来源", "来源渠道", "获客渠道")),
    Field("owner", N_("Owner"), Kind.REFERENCE, refers_to="rep",
          also=("rep", "sales", "sales rep", "salesperson", "support rep", "account manager", "account owner",
                "company owner", "lead owner", "organization owner", "client owner", "assigned to", "assigned user",
                "负责人", "负责销售", "业务员", "客户经理", "跟进人", "销售", "销售人员", "销售负责人",
                "所属销售", "归属人", "客户负责人"),
          code_also=("owner id", "rep id", "rep code", "sales id", "support rep id", "employee id", "工号",
                     "销售编号", "负责人工号")),
    Field("first_contact_on", N_("First contact on"), Kind.DATE,
          also=("first contact", "first seen", "首次接触", "首次接触日期", "首次联系日期", "首次联系时间",
                "初次接触日期")),
    Field("depth", N_("Depth"), Kind.CODED, codes=DEPTHS, also=("合作深度", "合作程度", "合作等级")),
    Field("expansion_plan", N_("Expansion plan"), Kind.FLAG,
          also=("扩展计划", "是否有扩展计划", "扩张计划", "扩产计划")),
    Field("expansion_note", N_("Expansion note"), long=True, also=("扩展说明", "扩展计划说明")),
    Field("need_match", N_("Need match"), Kind.INTEGER, least=1, most=5,
          also=("match", "匹配度", "需求匹配度")),
    Field("lost_reason", N_("Lost reason"), long=True, also=("流失原因", "流失原因说明")),
    Field("verified_by", N_("Verified by"), Kind.REFERENCE, refers_to="rep", also=("核实人", "审核人")),
    Field("verified_on", N_("Verified on"), Kind.DATE, also=("核实日期", "审核日期")),
    Field("confirmed_on", N_("Confirmed on"), Kind.DATE, also=("确认日期", "信息确认日期")),
    Field("intent", N_("Intent"), Kind.CODED, codes=INTENTS,
          also=("intention", "interest", "意向", "意向度", "意向程度", "意向等级", "客户意向", "采购意向", "购买意向",
                "合作意向")),
    Field("lead_received_on", N_("Lead received on"), Kind.DATE,
          also=("lead received", "lead date", "received on", "线索日期", "线索时间", "线索获取日期", "线索获取时间",
                "获取日期", "获取时间", "收到线索日期")),
    Field("collected_by", N_("Collected by"), Kind.REFERENCE, refers_to="rep",
          also=("采集人", "信息采集人", "收集人", "信息收集人", "录入人", "登记人", "填表人")),
    Field("referrer", N_("Referred by customer"), Kind.REFERENCE, refers_to="customer",
          also=("referrer", "referring customer", "推荐客户", "介绍客户", "转介绍客户", "推荐单位", "介绍单位")),
    Field("referrer_contact", N_("Referred by person"), Kind.REFERENCE, refers_to="contact",
          also=("referred by", "referring contact", "推荐人", "介绍人", "转介绍人")),
)  # fmt: skip

CONTACT_FIELDS = (
    Field("name", N_("Name"), required=True,
          parts=NAME_PARTS,
          also=("contact", "contact name", "contact person", "full name", "person name", "名称", "联系人", "联系人姓名",
                "联系人名称", "姓名", "客户联系人", "对接人")),
    Field("code", N_("Code"), Kind.IDENTIFIER, also=("contact id", "person id", "record id", "id", "联系人编号")),
    Field("title", N_("Title"), also=("job title", "position", "职务", "职位", "岗位", "联系人职务")),
    Field("department", N_("Department"), also=("dept", "部门", "所在部门")),
    Field("phone", N_("Phone"), Kind.IDENTIFIER, also=MOBILES + PHONES),
    Field("phone_verified", N_("Phone verified"), Kind.FLAG, never_empty=True, also=("手机已验证", "电话已验证")),
    Field("email", N_("E-mail"), also=("mail", "email address", "email work", "person email work", "person email",
                "work email", "电子邮件", "邮箱", "电子邮箱", "联系人邮箱")),
    Field("email_verified", N_("E-mail verified"), Kind.FLAG, never_empty=True, also=("邮箱已验证",)),
    Field("wechat", N_("WeChat"), Kind.IDENTIFIER, also=("wechat id", "微信号")),
    Field("preferred_channel", N_("Preferred channel"), Kind.CODED, codes=CHANNELS, also=("联系偏好", "偏好渠道")),
    Field("decision_role", N_("Decision role"), Kind.CODED, codes=DECISION_ROLES, also=("决策地位",)),
    Field("left_on", N_("Left on"), Kind.DATE, also=("离职时间",)),
    Field("successor", N_("Successor"), Kind.REFERENCE, refers_to="contact", also=("继任者", "接手人")),
)  # fmt: skip

# The person who may stand in the row of a customer, in a file.
PERSON_FIELDS = (
    Field("contact_name", N_("Contact"), stand_in=("name", "full name", "姓名"), parts=NAME_PARTS, group="contact_name",
          also=("contact name", "person name", "联系人名称", "contact person", "primary contact", "联系人",
                "联系人姓名", "主要联系人", "客户联系人", "对接人")),
    Field("contact_title", N_("Contact's title"), group="contact_name",
          also=("title", "job title", "position", "职务", "职位", "岗位", "联系人职务", "联系人职位")),
    Field("contact_department", N_("Contact's department"), group="contact_name",
          also=("department", "部门", "联系人部门", "所在部门")),
    Field("contact_phone", N_("Contact's phone"), Kind.IDENTIFIER, group="contact_name", also=MOBILES + PHONES),
    Field("contact_email", N_("Contact's e-mail"), group="contact_name",
          also=("email", "e-mail", "mail", "email address", "email work", "work email", "person email work",
                "person email", "邮箱", "电子邮箱", "电子邮件", "联系人邮箱")),
    Field("contact_wechat", N_("Contact's WeChat"), Kind.IDENTIFIER, group="contact_name", also=("wechat", "微信",
                "微信号")),
    Field("contact_preferred_channel", N_("Contact's preferred channel"), Kind.CODED, codes=CHANNELS,
          group="contact_name",
          also=("preferred channel", "首选联系方式", "联系偏好", "偏好渠道")),
    Field("contact_decision_role", N_("Contact's decision role"), Kind.CODED, codes=DECISION_ROLES,
          group="contact_name",
          also=("contact role", "decision role", "决策角色", "决策地位", "联系人角色")),
)  # fmt: skip

# A contact has one phone; another one is kept in a note.
OTHER_PHONE_FIELD = Field(
    "contact_other_phone", N_("Contact's other phone"), Kind.IDENTIFIER, stand_in=PHONES, group="contact_name",
    also=("other phone", "landline", "office phone", "home phone", "company phone", "person phone work",
          "person phone home", "phone home", "phone other", "其他电话", "座机", "固定电话", "固话", "办公电话",
          "公司电话", "备用电话"),
)  # fmt: skip

# What the customer of a row needs; the budget there is that of the customer.
NEED_COLUMNS = (
    Field("need_text", N_("Need"),
          also=("needs", "requirement", "requirements", "需求", "客户需求", "需求描述", "需求内容", "需求说明",
                "核心需求", "主要需求", "采购需求", "意向产品", "需求产品")),
    Field("need_category", N_("Need category"), Kind.CODED, codes=CATEGORIES,
          also=("需求类别", "需求分类", "需求类型")),
    Field("need_pains", N_("Pains"), also=("pain", "pain points", "痛点", "客户痛点", "核心痛点", "业务痛点")),
    Field("need_wanted_by", N_("Wanted by"), Kind.DATE, toward=Toward.COMING,
          also=("expected purchase date", "期望采购时间", "预计采购时间", "计划采购时间", "采购时间", "采购日期",
                "期望交付时间", "期望时间", "需求时间")),
    Field("need_term", N_("Term"), also=("cooperation term", "期望合作周期", "合作周期", "合作期限")),
)  # fmt: skip

# Free words; a file may have them in several columns, and several in one cell.
TAGS_FIELD = Field(
    "tags", N_("Tags"), several=True, also=("tag", "label", "labels", "标签", "客户标签", "标签列表")
)

# Whatever has no field; a file may say it in several columns.
NOTE_FIELD = Field(
    "note", N_("Note"), several=True, long=True,
    also=("notes", "remark", "remarks", "comment", "comments", "description", "备注信息", "备注说明", "客户备注",
          "其他备注", "跟进情况", "跟进记录", "跟进备注"),
)  # fmt: skip
