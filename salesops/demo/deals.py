"""The opportunities of the last fourteen months. Amounts in 万元, days counted from today; see `records.Deal`."""

from __future__ import annotations

from salesops.demo.records import Deal

OPEN = (
    Deal("云帆科技", "ERP", 48, -74, -61, -38, -13, close=18, signals="bdu", rival="友捷软件"),
    Deal("明辉制造", "MES", 62, -50, -40, -16, close=75, signals="bd"),
    Deal("锦绣纺织", "MES", 26, -28, -14, -7, close=48, signals="bd"),
    Deal("远洋物流", "CRM", 9, -33, -14, close=60, signals="d"),
    Deal("康泰医疗", "CRM", 15, -96, -80, -55, -20, close=-5, slipped=-52, signals="b", rival="博科系统"),
    Deal("智联电子", "ERP", None, -9, signals="u"),
    Deal("蓝海贸易", "WMS", 14, -64, -50, -36, -30, back=-22, close=38, slipped=-10, signals="b"),
    Deal("美居家具", "ERP", 28, -88, -70, -45, -19, close=24, signals="bd", rival="友捷软件"),
    Deal("海纳生物", "CRM", None, -41, -27, close=110),
    Deal("中科恒远", "CRM", 12, -57, -44, -18, close=27, slipped=-35, signals="b"),
    Deal("津港机械", "WMS", 18, -36, -21, close=85, signals="du"),
    Deal("冀中药业", "BI", 7, -17),
    Deal("Harbor Foods", "BI", 9.6, -25, -11, close=64, signals="d"),
    Deal("Nordlicht", "CRM", 21, -69, -55, -26, close=40, signals="bd", rival="Blue Anchor CRM"),
    Deal("Brightwell", "WMS", 15, -83, -66, -41, -15, close=12, slipped=-20, signals="b"),
    Deal("Rheinwerk", "MES", 42, -48, -31, close=120, signals="u"),
)

WON = (
    Deal("云帆科技", "BI", 8.6, -352, -345, -334, -325, won=-318, signals="bd"),
    Deal("恒达电子", "WMS", 23, -350, -338, -320, -308, won=-300, signals="bd", rival="博科系统"),
    Deal("明辉制造", "MES", 36, -290, -270, -245, -225, won=-212, signals="bdu"),
    Deal("Harbor Foods", "WMS", 31, -260, -240, -215, -190, won=-178, signals="bd"),
    Deal("津港机械", "MES", 42, -255, -230, -190, -158, won=-145, signals="bd"),
    Deal("蓝海贸易", "CRM", 9.8, -236, -225, None, -204, won=-196, signals="b"),
    Deal("锦绣纺织", "WMS", 18, -200, -184, -160, -138, won=-122, signals="bd"),
    Deal("明辉制造", "WMS", 22, -165, -150, -128, -110, won=-100, signals="bd"),
    Deal("远洋物流", "WMS", 26, -150, -132, -104, -76, won=-62, signals="bd"),
    Deal("Harbor Foods", "ERP", 18, -130, -112, -84, -64, won=-48, signals="bdu"),
    Deal("中科恒远", "BI", 16, -128, -117, -98, -89, won=-80, signals="bd"),
    Deal("晨曦传媒", "CRM", 3.8, -82, None, -57, won=-36, signals="b"),
    Deal("恒达电子", "MES", 24, -115, -96, -60, -39, won=-24, signals="bd"),
    Deal("Atelier Lumière", "CRM", 4.2, -105, -98, -80, won=-66, signals="d"),
    Deal("海韵啤酒", "CRM", 13, -62, -55, -37, -20, won=-8, signals="bdu"),
)

LOST = (
    Deal(
        "Brightwell", "ERP", 20, -300, -280, -250, lost=-228, reason="Chose a rival", rival="Blue Anchor ERP"
    ),
    Deal("晋能煤机", "MES", 24, -262, -230, lost=-151, reason="预算取消"),
    Deal("鹭岛食品", "BI", 5.5, -200, -176, -140, lost=-110, reason="价格"),
    Deal("西溪餐饮", "CRM", 2.8, -126, lost=-88, reason="暂无需求"),
    Deal("Kestrel", "CRM", 8, -130, -108, -85, lost=-62, reason="Budget cut"),
    Deal("冀中药业", "ERP", 35, -160, -135, -100, -68, lost=-46, reason="交付周期太长", rival="友捷软件"),
    Deal("蓝海贸易", "BI", 6, -120, -99, -70, lost=-34, reason="价格"),
    Deal("前海云仓", "WMS", 12, -140, -118, -75, lost=-19, reason="选用竞品", rival="集团自建"),
    Deal("华彩印刷", "ERP", 16, -98, -72, -41, lost=-12, reason="价格"),
)

DEALS = (*OPEN, *WON, *LOST)
