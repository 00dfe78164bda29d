"""The customers: most of them well known to us, a few hardly. Amounts in 万元, days counted from today."""

from __future__ import annotations

from salesops.demo.records import ByHand, Change, Customer, Handover, Snooze

EAST = (
    Customer("云帆科技", "杭州云帆科技有限公司", "王芳", -420, "互联网", "华东", "referral", 4, (40, 60),
             depth="core", business="企业协同软件、云服务", address="杭州市滨江区示例路 18 号",
             website="https://yunfan.example.com", employees=180, revenue=9_000, founded="2014-03-18"),
    Customer("明辉制造", "上海明辉制造股份有限公司", "王芳", -900, "制造业", "华东", "exhibition", 5, (80, None),
             type="strategic", depth="strategic", expansion="明年新建二车间，要上第二套 MES",
             business="汽车零部件", address="上海市松江区示例工业园 6 号", website="https://minghui.example.com",
             employees=1_200, revenue=68_000, founded="2003-09-01"),
    Customer("锦绣纺织", "苏州锦绣纺织有限公司", "王芳", -760, "纺织", "华东", "referral", 3, (20, 35),
             depth="core", business="家纺面料", address="苏州市吴江区示例大道 211 号",
             employees=460, revenue=21_000, founded="1998-05-12"),
    Customer("远洋物流", "宁波远洋物流有限公司", "王芳", -190, "物流", "华东", "online", 3, (15, 30),
             business="集装箱运输、仓储", address="宁波市北仑区示例路 77 号", employees=350, revenue=16_500),
    Customer("康泰医疗", "南京康泰医疗器械有限公司", "王芳", -240, "医疗", "华东", "cold_call", 4,
             business="骨科器械", address="南京市江宁区示例街 9 号", employees=220, revenue=12_000),
    Customer("晨曦传媒", "上海晨曦文化传媒有限公司", "王芳", -330, "传媒", "华东", "online", 3, (3, 5),
             depth="ordinary", business="短视频制作", employees=45, revenue=1_800),
    Customer("精工模具", "无锡精工模具厂", "刘洋", -640, "制造业", "华东", "cold_call", 3,
             business="注塑模具", employees=90),
    Customer("禾田农机", "嘉兴禾田农机有限公司", "刘洋", -650, "制造业", "华东", "exhibition", 4,
             business="插秧机、收割机", address="嘉兴市秀洲区示例路 30 号", employees=260, revenue=11_000),
    Customer("智联电子", "合肥智联电子有限公司", "王芳", -9, "电子", "华东", "exhibition",
             business="传感器", employees=150),
    Customer("西溪餐饮", "杭州西溪餐饮管理有限公司", "王芳", -150, source="cold_call"),
)  # fmt: skip

SOUTH = (
    Customer("蓝海贸易", "深圳蓝海贸易有限公司", "李娜", -560, "贸易", "华南", "referral", 4, (10, 20),
             depth="core", business="日用品进出口", address="深圳市南山区示例科技园 3 栋",
             website="https://lanhai.example.com", employees=120, revenue=15_000, founded="2009-11-11"),
    Customer("华彩印刷", "广州华彩印刷有限公司", "李娜", -520, "印刷", "华南", "cold_call", 2, (5, 8),
             business="包装印刷", address="广州市番禺区示例路 52 号", employees=140, revenue=6_500),
    Customer("恒达电子", "东莞恒达电子科技有限公司", "李娜", -720, "电子", "华南", "partner", 5, (30, 60),
             depth="core", business="电源适配器", address="东莞市长安镇示例工业区 12 号",
             website="https://hengda.example.com", employees=680, revenue=32_000, founded="2006-06-06"),
    Customer("美居家具", "佛山美居家具股份有限公司", "李娜", -310, "家具", "华南", "referral", 4, (25, 35),
             business="定制家具", address="佛山市顺德区示例路 8 号", employees=520, revenue=24_000),
    Customer("鹭岛食品", "厦门鹭岛食品有限公司", "李娜", -430, "食品", "华南", "exhibition", 3,
             business="休闲食品", address="厦门市同安区示例路 101 号", employees=200, revenue=8_800),
    Customer("海纳生物", "珠海海纳生物科技有限公司", "李娜", -44, "医药", "华南", "online", 3,
             business="诊断试剂", employees=95),
    Customer("前海云仓", "深圳前海云仓供应链有限公司", "李娜", -540, "物流", "华南", "partner", 3,
             depth="ordinary", business="电商仓配", employees=310, revenue=14_000),
)  # fmt: skip

NORTH = (
    Customer("中科恒远", "北京中科恒远科技有限公司", "陈强", -590, "软件", "华北", "partner", 3, (10, 20),
             business="政务软件", address="北京市海淀区示例路 27 号", employees=300, revenue=18_000),
    Customer("津港机械", "天津津港机械制造有限公司", "陈强", -660, "制造业", "华北", "exhibition", 4,
             depth="core", business="港口起重机", address="天津市滨海新区示例路 66 号",
             website="https://jingang.example.com", employees=880, revenue=46_000, founded="2001-04-20"),
    Customer("冀中药业", "石家庄冀中药业股份有限公司", "陈强", -510, "医药", "华北", "cold_call", 3, (20, None),
             business="中成药", address="石家庄市高新区示例大街 5 号", employees=950, revenue=52_000),
    Customer("海韵啤酒", "青岛海韵啤酒有限公司", "陈强", -70, "食品", "华北", "referral", 4, (10, 15),
             business="精酿啤酒", address="青岛市城阳区示例路 15 号", employees=170, revenue=7_600),
    Customer("晋能煤机", "太原晋能煤机有限公司", "陈强", -480, "制造业", "华北", "cold_call", 2,
             business="煤矿机械", employees=400),
    Customer("青禾教育", "北京青禾教育咨询有限公司", "陈强", -450, "教育", "华北", "online", 2),
)  # fmt: skip

EUROPE = (
    Customer("Harbor Foods", "Harbor Foods Ltd", "Emma Clarke", -610, "Food", "Europe", "exhibition", 5, (40, 70),
             depth="strategic", business="Frozen fish and ready meals", address="14 Example Wharf, London",
             website="https://harborfoods.example.com", employees=740, revenue=51_000, founded="1987-02-01"),
    Customer("Nordlicht", "Nordlicht GmbH", "Emma Clarke", -750, "Lighting", "Europe", "partner", 3, (20, 40),
             depth="core", business="Street and stadium lighting", address="Musterstraße 12, Berlin",
             website="https://nordlicht.example.com", employees=290, revenue=26_000, founded="1995-10-03"),
    Customer("Brightwell", "Brightwell Logistics Ltd", "Emma Clarke", -500, "Logistics", "Europe", "referral", 4,
             business="Parcel hubs", address="3 Sample Road, Manchester", employees=510, revenue=30_000),
    Customer("Atelier Lumière", "Atelier Lumière SARL", "Emma Clarke", -112, "Design", "Europe", "online", 3, (3, 6),
             business="Stage design", address="5 rue de l’Exemple, Paris", employees=28, revenue=2_100),
    Customer("Rheinwerk", "Rheinwerk Maschinenbau GmbH", "Emma Clarke", -55, "Machinery", "Europe", "exhibition", 3,
             business="Packaging machines", address="Beispielweg 40, Köln", employees=620, revenue=44_000),
    Customer("Kestrel", "Kestrel Outdoor Ltd", "Emma Clarke", -600, "Retail", "Europe", "cold_call", 2,
             business="Tents and rucksacks", employees=80),
)  # fmt: skip

NOBODYS = (
    Customer("光谷激光", "武汉光谷激光技术有限公司", None, -1, "电子", "华中", "online", known=False),
)  # fmt: skip

CUSTOMERS = (*EAST, *SOUTH, *NORTH, *EUROPE, *NOBODYS)

HANDOVERS = (
    Handover(-400, "精工模具", "王芳"),
    Handover(-400, "禾田农机", "王芳"),
)  # fmt: skip

CHANGES = (
    Change(-100, "青禾教育", {"lost_reason": "公司注销"}),
    Change(-44, "Kestrel", {"type": "lost", "lost_reason": "In administration"}),
    Change(-16, "前海云仓", {"type": "lost", "lost_reason": "改用集团自建系统"}),
    Change(-47, "云帆科技", {"need_match": 5}),
)  # fmt: skip

ARCHIVED = {"青禾教育": -100}

SNOOZES = (Snooze(-38, "西溪餐饮", 24, "门店装修，完工后再联系"),)

BY_HAND = (ByHand(-21, "Rheinwerk", "B", 60, "集团客户推荐，先按 B 跟进"),)
