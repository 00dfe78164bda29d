"""The team."""

from __future__ import annotations

from salesops.demo.records import Person

MANAGER = "张伟"

PEOPLE = (
    Person("张伟", "S001", "销售部", None, -2900, role="manager", senior=True,
           email="zhangwei@example.com", phone="138 0013 8001"),
    Person("王芳", "S002", "国内销售", "华东", -2100, senior=True, ability=1.2,
           email="wangfang@example.com", phone="138 0013 8002"),
    Person("李娜", "S003", "国内销售", "华南", -1300,
           email="lina@example.com", phone="138 0013 8003"),
    Person("陈强", "S004", "国内销售", "华北", -820, ability=0.9,
           email="chenqiang@example.com", phone="138 0013 8004"),
    Person("Emma Clarke", "S005", "International", "Europe", -1100, ability=1.1,
           email="emma.clarke@example.com", phone="+44 20 7946 0105"),
    Person("刘洋", "S006", "国内销售", "华东", -1500, left=-400,
           email="liuyang@example.com", phone="138 0013 8006"),
)  # fmt: skip
