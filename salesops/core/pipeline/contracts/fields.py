"""What can be told of a contract."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.core.values.dates import Toward
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("code", N_("Number"), Kind.IDENTIFIER,
          also=("code", "contract", "contract no", "contract number", "contract id", "order id", "order no",
                "order number", "invoice id", "编号", "合同编号", "合同号", "合同编码", "订单号", "订单编号")),
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer", required=True,
          also=("customer name", "client", "client name", "company", "company name", "account", "account name",
                "organization", "business name", "客户", "客户名称", "客户全称", "公司", "公司名称", "公司全称",
                "企业名称", "单位名称", "签约客户", "甲方", "甲方名称"),
          code_also=("customer id", "customer code", "client id", "account id", "客户编号", "客户编码",
                     "客户代码", "客户ID")),
    Field("opportunity", N_("Opportunity"), Kind.REFERENCE, refers_to="opportunity",
          also=("opportunity name", "deal", "deal name", "商机", "商机名称", "项目", "项目名称"),
          code_also=("opportunity id", "deal id", "商机编号", "商机ID")),
    Field("rep", N_("Signed by"), Kind.REFERENCE, refers_to="rep",
          also=("rep", "employee", "sales", "sales rep", "sales agent", "salesperson", "owner", "account manager",
                "负责人", "客户经理", "销售", "销售人员", "业务员", "签约人", "签单人", "公司签约人",
                "销售负责人"),
          code_also=("rep id", "rep code", "employee id", "owner id", "sales id", "工号", "销售编号")),
    Field("product", N_("Product"), also=("product name", "产品", "产品名称", "成交产品")),
    Field("region", N_("Region"), also=("area", "territory", "区域", "地区", "所属区域")),
    Field("amount", N_("Amount"), Kind.FINE_MONEY, required=True,
          also=("value", "total", "contract amount", "contract value", "order amount", "金额", "合同金额",
                "成交金额", "签约金额", "订单金额", "总金额", "合同总额", "合同额")),
    Field("signed_on", N_("Signed on"), Kind.DATE, required=True,
          also=("signed", "date", "order date", "invoice date", "签约日期", "签约时间", "签订日期", "签订时间",
                "成交日期", "成交时间", "签单日期", "合同日期", "订单日期", "下单时间", "下单日期", "签约日",
                "合同签订日期")),
    Field("start_on", N_("Starts on"), Kind.DATE, toward=Toward.COMING,
          also=("start date", "valid from", "生效日期", "开始日期", "合同开始日期", "合同开始时间")),
    Field("end_on", N_("Ends on"), Kind.DATE, toward=Toward.COMING,
          also=("end date", "expiry", "expiry date", "valid to", "到期日期", "到期日", "结束日期",
                "合同到期日", "合同结束日期", "合同结束时间", "合同到期日期")),
    Field("delivery_days", N_("Delivery days"), Kind.INTEGER, least=0, most=36_500,
          also=("delivery", "交付天数", "交付周期", "交期")),
    Field("payment_terms", N_("Payment terms"), long=True, also=("terms", "付款条件", "付款条款", "付款方式")),
    Field("legal_approved", N_("Approved by legal"), Kind.FLAG, never_empty=True,
          also=("legal approval", "法务审批", "法务已审批")),
    Field("manager_approved", N_("Approved by manager"), Kind.FLAG, never_empty=True,
          also=("manager approval", "主管审批", "主管已审批")),
)  # fmt: skip
VOID = (
    Field("void_on", N_("Void since"), Kind.DATE),
    Field("void_reason", N_("Void because")),
)
