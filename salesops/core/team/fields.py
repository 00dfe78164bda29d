"""What can be told of a rep."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.core.team.rules import ABILITY, ROLES
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("name", N_("Name"), required=True, parts=(("first name", "given name"), ("last name", "family name")),
          also=("employee", "employee name", "rep", "full name", "姓名", "名称", "销售", "销售姓名", "销售人员",
                "员工", "员工姓名", "业务员")),
    Field("code", N_("Code"), Kind.IDENTIFIER,
          also=("employee id", "id", "rep code", "工号", "编号", "员工编号", "销售编号")),
    Field("email", N_("E-mail"), also=("mail", "email address", "邮箱", "电子邮箱", "邮件")),
    Field("phone", N_("Phone"), Kind.IDENTIFIER,
          also=("mobile", "telephone", "电话", "手机", "手机号", "手机号码", "联系电话")),
    Field("region", N_("Region"), also=("area", "territory", "country", "区域", "大区", "负责区域")),
    Field("team", N_("Team"), also=("group", "department", "团队", "部门", "小组", "所属团队")),
    Field("manager", N_("Manager"), Kind.REFERENCE, refers_to="rep",
          also=("reports to", "supervisor", "上级", "主管", "直属上级", "直属领导", "汇报给"),
          code_also=("manager id", "manager code", "上级工号", "主管工号")),
    Field("role", N_("Role"), Kind.CODED, never_empty=True, codes=ROLES, also=("角色",)),
    Field("senior", N_("Senior"), Kind.FLAG, never_empty=True, also=("资深", "资深销售", "是否资深")),
    Field("ability", N_("Ability"), Kind.NUMBER, never_empty=True, least=ABILITY[0], most=ABILITY[1],
          also=("weight", "能力", "能力系数")),
    Field("hired_on", N_("Hired on"), Kind.DATE,
          also=("hire date", "start date", "joined", "入职日期", "入职时间")),
    Field("left_on", N_("Left on"), Kind.DATE, also=("leave date", "end date", "离职日期", "离职时间")),
)  # fmt: skip
