"""What can be told of a contract."""

from __future__ import annotations

from salesops.core.files.fields import Field, Kind
from salesops.core.i18n import N_

FIELDS = (
    Field("code", N_("Number"),
          also=("code", "contract", "contract number", "contract id", "order id", "order number", "invoice id",
                "合同编号", "合同号", "订单号", "订单编号")),
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer", required=True,
          also=("company", "company name", "account", "account name", "客户", "客户全称", "公司名称"),
          code_also=("customer id", "customer code", "account id", "客户编号", "客户代码")),
    Field("opportunity", N_("Opportunity"), Kind.REFERENCE, refers_to="opportunity",
          also=("deal", "deal name", "商机名称"), code_also=("opportunity id", "deal id", "商机编号")),
    Field("rep", N_("Signed by"), Kind.REFERENCE, refers_to="rep",
          also=("rep", "employee", "sales", "sales rep", "owner", "销售", "业务员", "签约人", "签单人"),
          code_also=("rep id", "rep code", "employee id", "工号", "销售编号")),
    Field("product", N_("Product"), also=("product name", "产品名称")),
    Field("region", N_("Region"), also=("area", "territory", "地区", "所属区域")),
    Field("amount", N_("Amount"), Kind.FINE_MONEY, required=True,
          also=("value", "total", "contract amount", "合同金额", "成交金额", "签约金额", "订单金额")),
    Field("signed_on", N_("Signed on"), Kind.DATE, required=True,
          also=("signed", "date", "order date", "invoice date", "签约时间", "签订日期", "成交日期", "订单日期")),
    Field("start_on", N_("Starts on"), Kind.DATE, also=("start date", "生效日期", "开始日期")),
    Field("end_on", N_("Ends on"), Kind.DATE, also=("end date", "expiry", "到期日期", "结束日期")),
    Field("delivery_days", N_("Delivery days"), Kind.INTEGER, least=0, also=("delivery", "交付周期", "交期")),
    Field("payment_terms", N_("Payment terms"), also=("terms", "付款条款", "付款方式")),
    Field("legal_approved", N_("Approved by legal"), Kind.FLAG, also=("legal approval", "法务审批")),
    Field("manager_approved", N_("Approved by manager"), Kind.FLAG, also=("manager approval", "主管审批")),
)  # fmt: skip
