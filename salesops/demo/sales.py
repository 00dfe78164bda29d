"""Contracts that came without an opportunity: services renewed, and what was sold before there was a pipeline."""

from __future__ import annotations

from salesops.demo.records import Sale

SERVICE = "运维服务"

# Amounts in 万元, days counted from today, the oldest first.
SALES = (
    Sale("明辉制造", "BI", 9.5, -706),
    Sale("恒达电子", "ERP", 28, -660, 24),
    Sale("明辉制造", "ERP", 45, -620, 24),
    Sale("锦绣纺织", "ERP", 21, -580, 24),
    Sale("Kestrel", "CRM", 7, -562),
    Sale("蓝海贸易", "ERP", 17.5, -545, 24),
    Sale("中科恒远", "CRM", 11, -520),
    Sale("Nordlicht", "ERP", 38, -515, 24),
    Sale("禾田农机", "ERP", 19, -500, 24),
    Sale("前海云仓", "WMS", 6, -480),
    Sale("冀中药业", "CRM", 8.5, -460),
    Sale("Brightwell", "CRM", 9.5, -445),
    Sale("华彩印刷", "CRM", 4.5, -438),
    Sale("精工模具", "MES", 12.8, -430, 24),
    Sale("晋能煤机", "WMS", 9, -420),
    Sale("Harbor Foods", "CRM", 14, -412),
    Sale("青禾教育", "CRM", 3.6, -404),
    Sale("津港机械", "ERP", 33, -390, 24),
    Sale("禾田农机", SERVICE, 2.8, -385),
    Sale("鹭岛食品", "WMS", 11.5, -376),
    Sale("明辉制造", SERVICE, 6.8, -340),
    Sale("锦绣纺织", "CRM", 9, -328),
    Sale("Brightwell", "CRM", 11, -286),
    Sale("冀中药业", "CRM", 9, -272),
    Sale("Nordlicht", "BI", 8.8, -262),
    Sale("美居家具", "CRM", 7.4, -244),
    Sale("恒达电子", SERVICE, 3.6, -231),
    Sale("Harbor Foods", SERVICE, 4.8, -163),
    Sale("精工模具", SERVICE, 2.4, -134),
    Sale("Nordlicht", SERVICE, 3.2, -116),
    Sale("锦绣纺织", SERVICE, 3.2, -31),
    Sale("禾田农机", SERVICE, 2.8, -25),
    Sale("津港机械", SERVICE, 5.5, -20),
)
