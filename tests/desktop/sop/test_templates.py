from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.library import Script
from db.log import OperationRow
from db.sop import SopStep, SopTemplate
from desktop.changes import Changes
from desktop.errors import AppError
from desktop.sop import scripts, templates
from desktop.sop.templates import Audience

STEP = """
[[step]]
key = "one"
title = "一件事"
kind = "lobby"
target = "staff"
time = "08:00"
until = "09:00"
"""
HEAD = """
key = "t"
title = "试"
kind = "daily"
version = 1
days = "workdays"
roles = ["teller"]
"""


def load_one(folder: Path, text: str) -> templates.Template:
    (folder / "试.toml").write_text(text, encoding="utf-8")
    return templates.load(folder)[0]


def test_the_shipped_templates_load():
    found = {template.key: template for template in templates.load()}
    assert {key for key, template in found.items() if not template.optional} == {"branch_day", "hundred_days"}
    assert len(found["branch_day"].steps) >= 13
    assert [step.day for step in found["hundred_days"].steps] == [0, 1, 3, 7, 15, 30, 60, 100]
    assert all(step.title.startswith(f"百日经营 D{step.day}：") for step in found["hundred_days"].steps)


def test_every_shipped_script_says_only_what_the_program_can_fill_or_ask():
    known = {"客户", "称呼", "员工", "职务", "银行", "网点", "到期日", "群", "今天"} | set(scripts.default_values())
    known |= {"节日"}
    asked = {"早报要点", "窍门", "政策要点", "案例", "去处", "下周安排", "今日产品", "获奖名单", "营业时间"}
    for script in scripts.load():
        assert set(scripts.VARIABLE.findall(script.text)) <= known | asked, script.key


def test_every_step_that_speaks_to_contacts_or_groups_has_words():
    for template in templates.load():
        for step in template.steps:
            if step.target != "staff":
                assert step.script or step.hint, step.key


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('key = "one"', ""), "试.toml 的“1”缺少“key”"),
        (('title = "一件事"', 'title = ""'), "试.toml 的“one”里“title”不能是“”"),
        (('kind = "lobby"', 'kind = "dance"'), "试.toml 的“one”里“kind”不能是“dance”"),
        (('target = "staff"', "target = 3"), "试.toml 的“one”里“target”不能是“3”"),
        (('time = "08:00"', 'time = "8 点"'), "试.toml 的“one”里“time”不能是“8 点”"),
        (('time = "08:00"', 'time = "08"'), "试.toml 的“one”里“time”不能是“08”"),
        (('until = "09:00"', 'until = "08:00"'), "试.toml 的步骤“one”：截止时间 08:00 不晚于开始时间 08:00"),
        (('until = "09:00"', 'until = "09:00"\ntitel = "x"'), "试.toml 的“one”里有不认识的“titel”"),
        (('until = "09:00"', 'until = "09:00"\nday = -1'), "试.toml 的“one”里“day”不能是“-1”"),
        (('until = "09:00"', 'until = "09:00"\nday = true'), "试.toml 的“one”里“day”不能是“True”"),
        (('until = "09:00"', 'until = "09:00"\nmust = 1'), "试.toml 的“one”里“must”不能是“1”"),
        (('until = "09:00"', 'until = "09:00"\nfilter = 1'), "试.toml 的“one”里“filter”不能是“1”"),
        (('until = "09:00"', 'until = "09:00"\nfilter = {rule = "x"}'), "试.toml 的“one”里“rule”不能是“x”"),
        (
            ('until = "09:00"', 'until = "09:00"\nfilter = {weekdays = [8]}'),
            "试.toml 的步骤“one”：weekdays 只能是 1（周一）到 7（周日）",
        ),
        (('roles = ["teller"]', 'roles = ["king"]'), "试.toml 的“试”里“roles”不能是“['king']”"),
        (('days = "workdays"', 'days = "mondays"'), "试.toml 的“试”里“days”不能是“mondays”"),
        (("version = 1", ""), "试.toml 的“试”缺少“version”"),
        (('key = "t"', "key = "), "试.toml 读不懂："),
        ((STEP, ""), "试.toml 的“试”里“step”不能是“”"),
        ((STEP, STEP + STEP), "试.toml 里“one”出现了两次"),
    ],
)
def test_a_bad_template_is_named_with_file_entry_and_key(tmp_path: Path, change: tuple[str, str], message: str):
    text = (HEAD + STEP).replace(*change)
    with pytest.raises(AppError) as error:
        load_one(tmp_path, text)
    assert str(error.value).startswith(message)


def test_an_audience_survives_the_table():
    audience = Audience(rule="dormant", days=30, limit=8, pause_days=14, weekdays=(2, 4), min_members=50)
    assert Audience.from_json(audience.to_json()) == audience
    assert Audience.from_json("") == Audience()
    assert Audience.from_json('{"newer": 1, "days": 3}') == Audience(days=3)


def test_publishing_fills_the_tables_once(desk):
    first = desk.store.write(lambda session: templates.publish(session, desk.actor))
    assert first.changes & Changes.TASKS
    with desk.session() as session:
        operations = session.scalar(select(func.count()).select_from(OperationRow))
        assert session.scalar(select(func.count()).select_from(SopTemplate)) == len(templates.load())
        step = session.scalars(select(SopStep).where(SopStep.key == "d3")).one()
        assert (step.day, step.title) == (3, "百日经营 D3：首次权益提醒")
        assert session.get(Script, step.script).key == "D3-01"
        other = session.scalars(select(Script).where(Script.key == "D3-02")).one()
        assert other.alternative_to == step.script
    again = desk.store.write(lambda session: templates.publish(session, desk.actor))
    assert (again.changes, again.batch) == (Changes.NONE, "")
    with desk.session() as session:
        assert session.scalar(select(func.count()).select_from(OperationRow)) == operations


def test_a_step_with_a_script_that_does_not_exist_is_refused(desk, tmp_path: Path):
    load_one(tmp_path, HEAD + STEP + 'script = "X-9"\n')
    with pytest.raises(AppError, match=r"试\.toml 的步骤“one”用的话术“X-9”不存在"):
        desk.store.write(lambda session: templates.publish(session, desk.actor, tmp_path))


SCRIPT = """
version = 1
[[script]]
key = "A-01"
title = "问好"
kind = "contact"
text = "{客户}您好"
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SCRIPT + SCRIPT.replace("version = 1", ""), "话术编号“A-01”用了两次"),
        (SCRIPT + 'alternative_to = "B-01"\n', "话.toml 的“A-01”要替换的话术“B-01”不存在"),
        (SCRIPT.replace("{客户}", "{客户"), "话.toml 的“A-01”里有没写完的花括号"),
        (SCRIPT.replace("{客户}", "客户}"), "话.toml 的“A-01”里有没写完的花括号"),
        (SCRIPT.replace('kind = "contact"', 'kind = "x"'), "话.toml 的“A-01”里“kind”不能是“x”"),
        (SCRIPT.replace("version = 1", "script = 3\n[a]"), "话.toml"),
    ],
)
def test_a_bad_script_is_named(tmp_path: Path, text: str, message: str):
    (tmp_path / "话.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as error:
        scripts.load(tmp_path)
    assert str(error.value).startswith(message)


def test_default_values_must_be_text(tmp_path: Path):
    (tmp_path / "值.toml").write_text('version = 1\n[values]\n"权益" = 5\n', encoding="utf-8")
    with pytest.raises(AppError, match=r"值\.toml 的“values”里“权益”不能是“5”"):
        scripts.default_values(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path):
    (tmp_path / "乱.toml").write_bytes("题".encode("gbk"))
    with pytest.raises(AppError, match=r"乱\.toml 读不懂"):
        templates.load(tmp_path)
