"""The complete set of templates: what it holds, on which days its steps fall, and whom they find."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.actor import Actor, Role
from db.operation import Change
from db.sop import Task
from desktop.calendar import Workdays
from desktop.errors import AppError, PermissionDenied
from desktop.library.wording import Wording
from desktop.resources import resource
from desktop.sop import editing, schedule, scripts, templates, today, variables
from desktop.sop.audience import Occasion
from desktop.sop.plan import on_this_day
from desktop.sop.shapes import Audience, Content
from desktop.sop.toml_file import Entry
from tests.desktop.sop.builders import BRANCH, LI, WANG, contact, interaction

SHIPPED = {template.key: template for template in templates.load()}
LEAD = Actor(WANG, Role.LEAD, BRANCH)
STEPS = [(template, step) for template in SHIPPED.values() for step in template.steps]


def test_it_is_a_complete_set() -> None:
    assert len(SHIPPED) >= 12
    assert len(STEPS) >= 90
    assert {template.kind for template in SHIPPED.values()} == templates.TEMPLATE_KINDS
    assert {step.kind for _, step in STEPS} == templates.STEP_KINDS
    assert {step.audience.rule for _, step in STEPS} >= {"birthday", "maturity", "dormant", "lost", "event", "tagged"}
    assert len({template.title for template in SHIPPED.values()}) == len(SHIPPED)


@pytest.mark.parametrize(("template", "step"), STEPS, ids=lambda one: one.key)
def test_every_step_says_what_to_do(template: templates.Template, step: templates.Step) -> None:
    assert step.script or step.hint
    assert step.time < step.until
    if step.kind == "moments":
        assert step.content.pictures
        assert step.content.visible_to
        assert step.target == "staff"
    if template.kind in {"weekly", "persona"}:
        assert step.audience.weekdays or step.audience.month_days or step.audience.rule == "event"
    if template.kind == "festival":
        assert step.day < 0


def test_no_script_holds_what_blocks() -> None:
    wording = Wording(resource("wording", "rules.toml"))
    blocked = [
        (one.key, hit.phrase) for one in scripts.load() for hit in wording.check(one.text) if hit.level == "block"
    ]
    assert blocked == []


def test_every_script_of_the_set_is_used_or_stands_for_one_that_is() -> None:
    used = {step.script for _, step in STEPS}
    known = {one.key: one for one in scripts.load()}
    assert used - {""} <= set(known)
    assert {key for key, one in known.items() if key not in used and one.alternative_to not in used} == {"FZ-01"} - used


# ------------------------------------------------------------------------------------------- days


def falls(day: str, wanted: Audience, kind: str = "weekly", offset: int = 0) -> bool:
    return on_this_day(kind, offset, wanted, Occasion(date.fromisoformat(day), Workdays({})))


def test_a_date_that_is_free_is_kept_on_the_workday_before() -> None:
    consumer = Audience(dates=("03-15",))  # a Sunday in 2026
    assert [day for day in range(9, 20) if falls(f"2026-03-{day:02d}", consumer)] == [13, 14, 15]
    assert falls("2027-03-15", consumer)


def test_what_returns_every_month_is_done_after_free_days() -> None:
    first = Audience(month_days=(1,))  # 1 March 2026 is a Sunday
    assert falls("2026-03-02", first)
    assert not falls("2026-03-03", first)
    assert not falls("2026-02-27", first)


def test_a_festival_counts_backwards_and_moves_before_free_days() -> None:
    assert falls("2026-04-30", Audience(), "festival", -1)  # 1 May
    assert not falls("2026-04-29", Audience(), "festival", -1)
    assert falls("2026-09-24", Audience(), "festival", -1)  # 25 September
    assert falls("2026-09-18", Audience(), "festival", -7)
    assert not falls("2030-09-01", Audience(), "festival", -7)  # not published


def test_the_festivals_are_those_of_the_calendar() -> None:
    found = Workdays({}).festivals(date(2026, 1, 1), date(2026, 12, 31))
    assert [name for _, name in found] == ["元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节"]
    assert found[3] == (date(2026, 5, 1), "劳动节")


def test_a_script_names_the_festival_that_is_near(desk) -> None:
    with desk.session() as session:
        near = variables.Values.of(session, desk.actor, date(2026, 4, 28), [])
        far = variables.Values.of(session, desk.actor, date(2026, 3, 12), [])
    assert near.common["节日"] == "劳动节"
    assert "节日" not in far.common


# ------------------------------------------------------------------------------------------- whom


def made(branch, day: date, *keys: str) -> dict[str, set[str]]:
    """Title of the step → contacts, after these templates alone are on."""
    for row in SHIPPED:
        branch.write(Change("sop_template", templates.template_id(row), {"retired": int(row not in keys)}))
    branch.store.write(lambda session: schedule.generate(session, branch.actor, day, Workdays({})))
    with branch.session() as session:
        rows = session.execute(select(Task.title, Task.contact).where(Task.date == day.isoformat()))
        found: dict[str, set[str]] = {}
        for title, who in rows:
            found.setdefault(title, set()).add(who or "")
        return found


def test_events_are_followed_the_day_after(branch) -> None:
    branch.write(
        interaction("c-chen", "purchase", "2026-03-11 10:00:00"), interaction("c-li", "visit", "2026-03-10 9:00:00")
    )
    found = made(branch, date(2026, 3, 12), "events")
    assert found == {"购买后第二天：致谢并说清要点": {"c-chen"}}


def test_the_tagged_are_asked_in_turn_and_not_again_soon(branch) -> None:
    tags = [Change("tag", "t-pension", {"name": "养老"}), Change("staff", WANG, {"persona": "养老规划，慢慢聊"})]
    tags += [
        Change("contact_tag", f"ct-{who}", {"contact": who, "tag": "t-pension", "present": 1})
        for who in ("c-chen", "c-li", "c-dnd", "c-other")
    ]
    branch.write(*tags)
    found = made(branch, date(2026, 3, 12), "persona_pensions", "persona_loans")
    assert found == {"周四：和关心养老的客户聊一聊": {"c-chen", "c-li"}}  # 李倩 bears no such persona
    assert "周四：和关心养老的客户聊一聊" not in made(branch, date(2026, 3, 19), "persona_pensions")


def test_only_new_ones_of_a_tag_where_that_is_wanted(branch) -> None:
    branch.write(
        Change("tag", "t-pay", {"name": "代发"}),
        Change("contact_tag", "x", {"contact": "c-old", "tag": "t-pay", "present": 1}),
        Change("contact_tag", "y", {"contact": "c-new", "tag": "t-pay", "present": 1}),
        contact("c-new", "代发新客", "2026-03-11 15:00:00"),
    )
    found = made(branch, date(2026, 3, 12), "company_visits")
    assert found["周四：二十四小时内回访"] == {"c-new"}


def test_the_lost_are_called_once(branch) -> None:
    branch.write(Change("contact", "c-lost", {"status_at": "2026-03-08 09:00:00"}))
    found = made(branch, date(2026, 3, 10), "win_back")
    assert found["周二：给疑似流失的客户打个电话"] == {"c-lost"}
    assert "周二：给疑似流失的客户打个电话" not in made(branch, date(2026, 3, 17), "win_back")


def test_maturities_and_birthdays_before_and_after(branch) -> None:
    branch.write(
        Change("contact", "c-chen", {"birthday": "1980-03-19"}),
        Change("contact", "c-li", {"birthday": "1980-03-09"}),
        interaction("c-old", "maturity", "2026-03-11 00:00:00"),
        interaction("c-talked", "maturity", "2026-04-11 00:00:00"),
    )
    found = made(branch, date(2026, 3, 12), "birthdays", "maturities")
    assert found == {
        "生日前七天：备一份心意": {"c-chen"},
        "生日后三天：问候和权益": {"c-li"},
        "到期后第二天：还没办的再问一句": {"c-old"},
        "到期前三十天：先打招呼": {"c-talked"},
    }


def test_the_content_of_a_step_stands_in_the_days_list(branch) -> None:
    made(branch, date(2026, 3, 12), "group_content")
    with branch.session() as session:
        [item] = today.today(session, branch.actor, datetime(2026, 3, 12, 10, 42)).items
    assert item.content.source == "公安机关和本行发布的案例"
    assert item.content.post == "30 人以上的群"


def test_the_next_day_names_what_falls_on_it(branch) -> None:
    made(branch, date(2026, 4, 29), "festivals", "theme_days", "persona_loans")
    with branch.session() as session:
        titles = {one.title for one in today.next_day(session, BRANCH, date(2026, 4, 29), Workdays({}))}
    assert "节前一天：群里祝福" in titles
    assert not any("贷款" in title or "3·15" in title for title in titles)


# ------------------------------------------------------------------------------------------- choosing


def test_optional_ones_rest_until_the_lead_takes_them_up(branch) -> None:
    with branch.session() as session:
        known = editing.drafts(session, LEAD)
    assert len(known) == len(SHIPPED)
    assert {one.title for one in known if one.on} == {"网点日清单", "百日经营"}
    wanted = templates.template_id("welcome")
    done = branch.store.write(lambda session: templates.switch(session, LEAD, wanted, on=True))
    assert done.message == "已启用“新客欢迎和进群”"
    branch.store.write(lambda session: templates.publish(session, None))  # an update leaves the choice
    with branch.session() as session:
        taken = next(one for one in editing.drafts(session, LEAD) if one.id == wanted)
    assert taken.on
    assert len(taken.steps) == 5
    done = branch.store.write(lambda session: templates.switch(session, LEAD, wanted, on=False))
    assert "已停用" in done.message
    again = branch.store.write(lambda session: templates.switch(session, LEAD, wanted, on=False))
    assert not again.changes


def test_only_the_lead_chooses(branch) -> None:
    manager, wanted = Actor(LI, Role.MANAGER, BRANCH), templates.template_id("welcome")
    with pytest.raises(PermissionDenied):
        branch.store.write(lambda session: templates.switch(session, manager, wanted, on=True))


# ------------------------------------------------------------------------------------------- shapes

HEAD = 'key = "t"\ntitle = "试"\nkind = "weekly"\nversion = 1\ndays = "workdays"\nroles = ["teller"]\n'
STEP = '[[step]]\nkey = "one"\ntitle = "一"\nkind = "moments"\ntarget = "staff"\ntime = "08:00"\nuntil = "09:00"\n'
CONTENT = '[step.content]\nsource = "a"\nshorten = "b"\npost = "c"\npictures = "d"\nvisible_to = ["e"]\n'


def load_one(folder: Path, text: str) -> templates.Template:
    (folder / "试.toml").write_text(text, encoding="utf-8")
    return templates.load(folder)[0]


def test_a_moments_step_is_whole(tmp_path: Path) -> None:
    step = load_one(tmp_path, HEAD + STEP + CONTENT).steps[0]
    assert step.content == Content("a", "b", "c", "d", ("e",))
    assert Content.from_json(step.content.to_json()) == step.content
    assert Content().to_json() == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + STEP, "试.toml 的“one”缺少“pictures”"),
        (HEAD + STEP + CONTENT.replace('["e"]', "[]"), "“one”里“visible_to”不能是“”"),
        (HEAD + STEP + CONTENT.replace("post", "poste"), "“one”里有不认识的“poste”"),
        (HEAD + STEP + "before = 3\n" + CONTENT, "“one”里“before”不能是“3”"),
        (HEAD + STEP + "filter = {dates = ['13-01']}\n" + CONTENT, "“one”里“dates”不能是“13-01”"),
        (HEAD + STEP + "filter = {month_days = [31]}\n" + CONTENT, "“one”里“month_days”不能是"),
        (HEAD + STEP + "filter = {rule = 'event'}\n" + CONTENT, "“one”里“event”不能是“”"),
        (HEAD + STEP + "filter = {event = 'purchase'}\n" + CONTENT, "“one”里“event”不能是“purchase”"),
        (HEAD + STEP + "filter = {rule = 'tagged'}\n" + CONTENT, "“one”里“tags”不能是“”"),
        (HEAD + STEP + "filter = {tags = [3]}\n" + CONTENT, "“one”里“tags”不能是"),
        (HEAD + 'persona = ["x"]\n' + STEP + CONTENT, "“试”里“persona”不能是"),
        (HEAD.replace("weekly", "persona") + STEP + CONTENT, "“试”里“persona”不能是"),
        (HEAD.replace("weekly", "festival") + STEP + CONTENT, "“one”缺少“before”"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(AppError) as error:
        load_one(tmp_path, text)
    assert message in str(error.value)


def test_content_without_pictures_is_for_groups() -> None:
    entry = Entry("f", "one", {"source": "a", "shorten": "b", "post": "c"})
    assert Content.read(entry, moments=False) == Content("a", "b", "c")
    assert Content.read(Entry("f", "one", {}), moments=False) == Content()
