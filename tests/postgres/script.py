"""Commands that together ask for every statement there is: on the sample team, each reading command with each of its
options, before and after the writing ones."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

from tests.commands._all import Command, every_command
from tests.conftest import DATA
from tests.postgres.written import CORE

# What is said with each option of a reading command; None stands alone.
OPTIONS = {
    "--ahead": "30", "--all": None, "--all-stages": None, "--archived": None, "--brief": None, "--built-in": None,
    "--at-most": "4", "--category": "功能",
    "--closing-by": "eoq", "--csv": None, "--customer": "云帆科技", "--excel": "--csv", "--former": None,
    "--grade": "A", "--industry": "制造业", "--json": None, "--last": None, "--limit": "3", "--md": None,
    "--metric": "revenue", "--mine": None, "--output": str(Path(gettempdir(), "book.xlsx")), "--of": "customer",
    "--period": "this-year", "--product": "CRM", "--region": "华东", "--rep": "王芳", "--since": "-3m",
    "--source": "转介绍", "--stage": "方案沟通中", "--status": "planned", "--type": "active", "--version": "1",
    "--void": None,
}  # fmt: skip
POLICY = CORE / "policy" / "built_in.toml"
UNNAMED = {
    "followup list",
    "contact list",
    "need list",
    "tag list",
    "survey list",
}  # what lists everybody's when it is not told whose
WRITING = """
    rep add 陈晨 --code R9 --team 华东 --region 浙江 --manager 王芳
    rep edit 陈晨 --ability 1.2 --left 2026-12-31
    rep add 林涛
    rep leave 林涛 --to 陈晨
    rep leave 林涛 --on yesterday
    customer add 杭州云海数据有限公司 --short-name 云海 --code C9 --contact 李雷/采购经理/13911112222 --source 转介绍
    customer edit 云海 --need-match 5 --name 杭州云海大数据有限公司
    customer edit 云海 --type lost --lost-reason 价格
    customer restore 云海
    customer archive 云海
    customer restore 云海
    customer edit 云海 --owner 李娜
    customer edit 云海 --owner 王芳 --keep-deals
    customer edit 云海 --owner ""
    customer edit 云海 --owner 王芳
    customer edit 13911112222 --region 浙江
    customer edit "云海 杭州" --address 文三路
    customer edit 云海大 --website yunhai.cn
    customer note 云海 "年底前要换财务系统"
    --rep 王芳 customer note 云海 先和财务总监谈
    customer add 云岭软件 --budget 8万 --decider "王总 13512340000" --need 换财务系统 --need-match 4 --wanted-by +3m
    tag add 云岭 急
    need add 云岭 移动审批
    customer verify
    --rep 王芳 customer verify 云海 云岭
    customer confirm
    --rep 王芳 customer confirm
    customer confirm 云海
    --rep 王芳 customer verify
    contact add 云岭 "赵总 13512340009"
    followup plan 云岭 --on +2d --objective 演示 --contact 王总
    contact leave 王总 --successor 赵总 --on yesterday
    contact leave 赵总
    customer archive 云岭
    customer edit 云海 --referrer 云帆科技 --referrer-contact 周岚 --collected-by 王芳 --intent 高 --lead-received -3d
    need add 云海 "财务和库房共用一套系统" --category 功能 --pains 对账靠人工 --budget 8万 --wanted-by +3m
    --rep 王芳 need add 云海 --wanted-by +1m
    need edit 库房 --rank 核心
    need delete "intends to buy"
    tag add 云海 价格敏感 竞品对比中
    tag add 云海 价格敏感 --group 决策
    tag remove 云海 竞品对比中
    survey add 云海 4 --comments 顺利
    --rep 王芳 survey add 云海 2 --surveyed yesterday --contact 李雷
    contact add 云海 韩梅梅 --decision-role 决策者
    contact edit 韩梅梅 --title 财务总监 --left today --successor 李雷
    contact add 云海 误录
    contact delete 误录
    opportunity add 云海 --product CRM --amount 30万 --close +2m --urgent
    opportunity add 云海 --product MES --amount 3万 --stage 需求分析中 --opened -1m
    opportunity edit "云海 CRM" --owner 陈晨 --close +3m
    opportunity edit "云海 CRM" --close +1m --opened -2m --decider-known
    opportunity stage "云海 CRM" 商务谈判
    opportunity lose "云海 MES" --reason 价格
    opportunity edit "云海 MES" --lost-reason 功能
    opportunity win "云海 CRM" --amount 48万
    contract add 云海 --amount 12万 --product ERP --signed today
    contract add 云海 --amount 7万 --number HT-77
    contract edit HT-77 --amount 6万 --signed yesterday
    opportunity edit "云海 CRM" --amount 47万 --with-contract
    opportunity reopen "云海 CRM" --void-contract --reason 录错
    opportunity win "云海 CRM"
    opportunity reopen "云海 CRM" --keep-contract
    opportunity reopen "云海 MES" --stage 商务谈判
    customer add 云山 --type lost --lost-reason 价格
    contract add 云山 --amount 1万 --number HT-78
    contract void HT-78 --reason 重复
    --rep 陈晨 followup log 云海 电话 预算已批 --next 发合同 --on +2d
    followup plan 云海 --on today --objective 拜访
    --rep 王芳 followup log 云海 电话 谈过 --contact 李雷
    followup done 云海 已发合同 --method 电话
    followup plan 云海 --on +3d --objective 拜访 --method 拜访
    followup move 云海 --on +6d --reason 出差
    followup edit 云海 --objective 上门拜访
    followup cancel 云海 --reason 出差
    followup plan 云海 --on +4d
    followup done 12 已见面 --method 拜访 --contact 吴敏
    followup edit 12 --summary 已见面，要报价 --date yesterday
    followup edit 12 --customer 明辉制造
    followup delete 12
    --rep 王芳 followup log 云海 邮件 报价 --keep-plans
    followup snooze 云海 --until +2w --reason 月初
    followup snooze 云海 --clear
    --rep 王芳 followup log 云海 电话 谈过 --opportunity CRM --date yesterday
    grade set 云海 A --reason 战略 --until eoq
    grade set 云海 auto
    grade run
    grade run --rep 王芳
    target set this-year 500万
    target set this-year 100万 --customer 云海
    target set this-year 80万 --rep 王芳 --reason 试用 --agreed-by 王芳 --agreed-on yesterday
    target set this-year 60万 --product CRM
    target set this-year 50万 --region 华东 --type active
    target split this-year --to quarters --by 20,25,25,30
    target split this-year --to reps --by history
    target split this-year --to reps --by history --product CRM
    target split this-year --to reps --by history --region 华东 --type active
    target split this-year --to reps --by history=0.6,equal=0.2,ability=0.2
    target split this-year --to reps --by equal --reps 王芳,陈晨
    target split this-year --to customers --of-rep 王芳
    target split this-year --to customers --rep 王芳
    target clear this-year --rep 王芳
    target clear this-year
    customer add 云海数据杭州 --code C10 --region 浙江 --contact 李雷/zong@yunhai.cn --force
    target set this-year 30万 --customer C10
    customer edit C10 --credit-code 91330100MA1K00010L
    tag add C10 价格敏感
    tag list C10
    customer merge 云海大数据 C10 --force
    customer edit code:C10 --address 文一路
    --rep 王芳 target set this-year 500万
    --rep 王芳 undo
    --rep 李娜 customer edit 云海 --address 西湖区
    customer edit 云海 --website a.cn
    --rep 李娜 undo
"""
TYPED = (
    "show ", "show 云", "log 云帆 电话 聊了 --contact ", "log 云帆 电话 聊了 --contact 李", "contact show 李",
    "opportunity show ", "opportunity show CRM", "log 云帆 电话 聊了 --opportunity E", "contract show ",
    "contract show 1", "--rep ", "--rep 王",
)  # fmt: skip
WRITTEN = {
    "opportunity": """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
X1,Kim Lee,ERP,Cancity,Won,2026-01-02,2026-03-01,1054
X2,Kim Lee,ERP,Isdom,Lost,2026-01-02,2026-03-11,0
X3,Kim Lee,MES,Cancity,proposal,2026-01-02,,
""",
    "contract": """contract,customer,opportunity,signed on,amount
K1,Cancity,Cancity MES,2026-03-01,440.0
K2,Cancity,,2026-03-01,1054
K3,Isdom,,2026-03-02,12.345
""",
    "followup": """customer,opportunity,contact,date,method,notes,rep,next date,next step
Cancity,Cancity MES,,2026-03-01,phone,asked for the price,Kim Lee,,
Alfreds Futterkiste,,Maria Anders,2026-03-02,visit,saw the line,Kim Lee,2999-01-04,offer
""",
}
CHANGES = {
    "Sales Rep": "Account Rep",
    "USA": "UK",
    "proposal": "negotiation",
    "440.0": "441.5",
    ",1054": ",1055",
    "saw the line": "saw the plant",
    "K3,": "K4,",
}


def script(folder: Path) -> Iterator[list[str]]:
    """The arguments of one command after another; what they read of files is written into `folder`."""
    yield from (
        ["--db", str(folder / "new.db"), *first]
        for first in (["init"], ["--rep", "王芳", "rep", "add", "王芳"])
    )
    yield ["init", "--demo"]
    (folder / "policy.toml").write_text(
        POLICY.read_text(encoding="utf-8").replace("late_hours = 24", "late_hours = 48")
    )
    yield ["policy", "apply", str(folder / "policy.toml"), "--note", "试用"]
    yield from _reads()
    yield from map(shlex.split, filter(str.strip, WRITING.splitlines()))
    yield from _imports(folder)
    yield ["contact", "list", "--all", "-o", str(folder / "contacts.vcf")]
    yield ["followup", "calendar", "--all", "-o", str(folder / "followups.ics")]
    yield from _reads()


def _reads() -> Iterator[list[str]]:
    yield from (
        [*who, "--today", "2020-01-01", "followup", "due"] for who in ([], ["--rep", "王芳"])
    )  # nobody is due
    yield ["customer", "list", "云"]
    for line in TYPED:
        yield ["_SALESOPS_COMPLETE=complete_fish", f"_TYPER_COMPLETE_ARGS=salesops {line}"]
    for command in every_command():
        if command.reads:
            yield from _variations(command)


def _variations(command: Command) -> Iterator[list[str]]:
    words = shlex.split(command.example)[1:]
    named = words[: next((place for place, word in enumerate(words) if word.startswith("--")), None)]
    yield from (words, named, ["--rep", "王芳", *named])
    if command.name in UNNAMED:
        yield from ([*command.path], ["--rep", "王芳", *command.path])
    for option in command.options:
        if option.startswith("--"):
            value = OPTIONS[option]
            yield [*named, option, *([value] if value else [])]


def _imports(folder: Path) -> Iterator[list[str]]:
    """Files of another system, twice, then with changes; what they name is created where it is missing."""
    northwind = DATA / "northwind"
    files = {
        "rep": northwind / "employees.csv",
        "customer": northwind / "customers.csv",
        "opportunity": folder / "opportunities.csv",
        "contract": folder / "contracts.csv",
        "followup": folder / "followups.csv",
    }
    for record, text in WRITTEN.items():
        files[record].write_text(text, encoding="utf-8")
    for record, file in [*files.items(), ("contract", northwind / "orders.csv")]:
        yield [record, "import", str(file), "--force", "--skip-bad", "--create-missing"]
        yield [record, "import", str(file), "--skip-bad"]
        yield [record, "import", str(_changed(file, folder)), "--skip-bad", "--update"]


def _changed(file: Path, folder: Path) -> Path:
    text = file.read_text(encoding="utf-8")
    changed = folder / f"changed-{file.name}"
    for before, after in CHANGES.items():
        text = text.replace(before, after)
    changed.write_text(text, encoding="utf-8")
    return changed
