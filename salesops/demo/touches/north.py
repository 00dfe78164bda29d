"""华北: 陈强's customers."""

from __future__ import annotations

from salesops.demo.records import Next, Touch

NORTH = {
    "津港机械": (
        Touch(-190, "demo", "演示大件排程", mood=1, deal="MES"),
        Touch(-145, "meeting", "签 MES 合同", mood=2, deal="MES"),
        Touch(-87, "visit", "MES 一期上线，看总装车间", mood=1, contact="白洁"),
        Touch(-52, "phone", "一期验收完成", mood=1, contact="白洁"),
        Touch(-36, "meeting", "郭总提出备件库要管起来", Next("visit", "看备件库", -21), mood=1,
              said="找一个备件要半天，吊机停着等。", deal="WMS"),
        Touch(-21, "visit", "看备件库，两万种物料", Next("phone", "续签运维", -20), deal="WMS", contact="白洁"),
        Touch(-20, "phone", "续签一年运维", mood=1, contact="白洁"),
        Touch(-10, "wechat", "发备件编码的做法", mood=1, deal="WMS", contact="白洁"),
        Touch(-3, "phone", "编码先由我们出样例", Next("email", "发备件编码样例", 0), mood=1, deal="WMS",
              contact="白洁"),
    ),
    "中科恒远": (
        Touch(-98, "demo", "演示项目看板", mood=1, deal="BI"),
        Touch(-80, "meeting", "签 BI 合同", Next("phone", "签约后回访", -73), mood=1, deal="BI"),
        Touch(-71, "phone", "回访，数据接口已通", mood=1),
        Touch(-57, "meeting", "商务部想管投标", Next("visit", "了解投标流程", -44), mood=1, deal="CRM"),
        Touch(-44, "visit", "了解投标流程", Next("email", "提交方案", -30), deal="CRM"),
        Touch(-29, "phone", "客户招标推迟", mood=0, said="今年的预算冻结了，等解冻。", deal="CRM"),
        Touch(-18, "email", "预算解冻，提交方案，报价 12 万", Next("phone", "听取对方案的意见", -10), mood=1,
              deal="CRM"),
        Touch(-9, "phone", "方案在商务部传阅", Next("phone", "问部门意见", -3), mood=0, deal="CRM"),
        Touch(-1, "phone", "还要见分管副总", Next("meeting", "约分管副总", 5), mood=0,
              said="副总点头才能走流程。", deal="CRM"),
    ),
    "冀中药业": (
        Touch(-100, "demo", "演示 GMP 批记录", mood=1, deal="ERP"),
        Touch(-68, "meeting", "谈工期，客户要求三个月", mood=0, deal="ERP"),
        Touch(-46, "phone", "ERP 丢单", mood=-1, said="你们八个月，友捷四个月，我们等不起。", deal="ERP"),
        Touch(-17, "phone", "信息中心另有一笔报表预算", Next("email", "发报表样例", -3), mood=1, deal="BI"),
    ),
    "海韵啤酒": (
        Touch(-62, "visit", "于总想管经销商", Next("visit", "了解渠道政策", -55), mood=1, deal="CRM"),
        Touch(-55, "visit", "了解渠道政策", Next("email", "提交方案", -37), mood=1, deal="CRM"),
        Touch(-37, "email", "提交方案，报价 13.5 万", Next("phone", "听取对方案的意见", -30), deal="CRM"),
        Touch(-30, "phone", "于总要求旺季前上线", Next("meeting", "谈合同", -20), mood=1,
              said="旺季前上不了线就没意义了。", deal="CRM"),
        Touch(-20, "meeting", "谈到 13 万，六周上线", Next("visit", "签约", -8), mood=1, deal="CRM"),
        Touch(-8, "visit", "签 CRM 合同", Next("phone", "约启动会", -5), mood=2, deal="CRM"),
        Touch(-5, "phone", "启动会时间定了", Next("meeting", "项目启动会", 2), mood=1),
    ),
    "晋能煤机": (
        Touch(-151, "phone", "预算取消", mood=-1, said="煤价跌了，项目全停。", deal="MES"),
        Touch(-135, "phone", "问候，暂时没有项目", mood=-1),
    ),
    "青禾教育": (
        Touch(-163, "phone", "停机，改发邮件"),
        Touch(-121, "email", "邮件退回"),
    ),
}  # fmt: skip
