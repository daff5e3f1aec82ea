"""The branch's weekly report: readable sheets, the operations, and the manifest, in one workbook."""

import json
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.actor import Actor
from db.engine import Store, session_clock, session_replica
from db.exchange import Setting
from db.having import have, tips, tips_at
from db.merging import export_operations
from db.organisation import Branch, Staff
from desktop import files
from desktop.changes import Changes, Done
from desktop.errors import AppError
from desktop.exchange import manifest, originals, outgoing, policy, sheets
from desktop.exchange.incoming import received
from desktop.exchange.manifest import Manifest
from desktop.exchange.outgoing import Prepared
from desktop.exchange.writing import SheetSpec
from desktop.files import Written
from desktop.insights import metrics
from desktop.insights.metrics import Figures, Period
from desktop.security import seals
from desktop.security.roles import Permission, require
from desktop.security.seals import Signer
from desktop.version import app_version
from desktop.words import N_, Words

HASHED = "report.hashed"  # the setting that says that a report with hashes of phones went out: all of them once


class Reported(NamedTuple):
    """A report that was written."""

    file: Path
    sequence: int
    operations: int
    counts: dict[str, int]
    done: Done


class Check(NamedTuple):
    """A line of the self-check before sending: what is missing in how many records."""

    key: str
    number: int


class Overview(NamedTuple):
    """What stands on the card before a report is exported; `exported` is when it last was, "" if not yet."""

    period: Period
    bank: str
    branch: str
    figures: Figures
    before: Figures
    checks: list[Check]
    exported: str


def overview(session: Session, actor: Actor) -> Overview:
    """This week's report as it would be exported now, beside last week's figures."""
    checks = self_check(session, actor)
    week = Period.week_of(session_clock(session).now().date())
    branch = session.get(Branch, actor.branch)
    last = session.execute(
        text("SELECT max(at) FROM export_run WHERE kind = 'report' AND period = :period"), {"period": week.name}
    ).scalar()
    bank, name = (branch.bank, branch.name) if branch else ("", "")
    now, before = metrics.total(session, week), metrics.total(session, week.before)
    return Overview(week, bank, name, now, before, checks, last or "")


def self_check(session: Session, actor: Actor) -> list[Check]:
    """What a lead should know before sending: contacts without owner, without consent, what was left open."""
    require(actor, Permission.REPORT)
    now = session_clock(session).now()
    moment = {"now": f"{now}", "first": f"{Period.week_of(now.date()).first}", "today": f"{now.date()}"}
    questions = {
        "no_owner": "SELECT count(*) FROM contact WHERE hidden = 0 AND (owner IS NULL OR owner NOT IN "
        "(SELECT id FROM staff WHERE hidden = 0))",
        "no_consent": "SELECT count(*) FROM contact c WHERE c.hidden = 0 AND c.placement IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM consent k WHERE k.contact = c.id AND k.hidden = 0 AND k.withdrawn_at IS NULL)",
        "overdue": "SELECT count(*) FROM follow_up WHERE hidden = 0 AND done_at IS NULL AND due_at < :now",
        "unfinished": "SELECT count(*) FROM task WHERE hidden = 0 AND done_at IS NULL AND skipped_at IS NULL AND "
        "date >= :first AND date < :today",
        "same_phone": "SELECT count(*) FROM (SELECT phone FROM contact WHERE hidden = 0 AND length(phone) = 11 "
        "GROUP BY phone HAVING count(DISTINCT owner) > 1) AS shared",
    }
    found = [Check(key, _count(session, ask, moment)) for key, ask in questions.items()]
    return [check for check in found if check.number]


def _count(session: Session, ask: str, moment: dict[str, str]) -> int:
    wanted = {name: value for name, value in moment.items() if f":{name}" in ask}
    return int(session.execute(text(ask), wanted).scalar() or 0)


def prepare(
    session: Session, actor: Actor, signer: Signer, period: Period | None = None, *, whole: bool = False,
    words: Words = sheets.CHINESE,
) -> Prepared:  # fmt: skip
    """Put the report of a week (this one by default) together; raises AppError when the branch is not known.

    It carries the operations that head office lacks as its newest pack says, or every one (`whole`, or when no pack
    came yet); personal fields as the policy says.
    """
    require(actor, Permission.REPORT)
    branch = session.get(Branch, actor.branch)
    if branch is None:
        raise AppError("还不知道这是哪个网点", cure="先导入通讯录，再导出上报表。")
    week = period or Period.week_of(session_clock(session).now().date())
    hashed = bool(policy.pepper(session))
    since = {} if whole or (hashed and session.get(Setting, HASHED) is None) else received(session)
    rules = policy.policy(session)
    operations = [rules.leave(operation) for operation in export_operations(session, since)]
    known, asked = json.dumps(have(session), sort_keys=True), json.dumps(since, sort_keys=True)
    last = json.dumps(tips(session), sort_keys=True)
    mark = outgoing.mark(session, "report", week.name, asked, known, last, str(hashed))
    cover = _cover(session, actor, branch, week, mark.made_at, signer.key)
    made = sheets.readable(session, week, N_("台卡 上报表"), cover, branch.id, rules, words)
    counts = {one.key: int(made.figures[one.key] or 0) for one in metrics.METRICS if one.form == "count"}
    head = Manifest(
        kind="report", branch=branch.id, branch_name=branch.name, replica=session_replica(session), export_id=mark.id,
        sequence=mark.sequence, period=week.name, made_at=mark.made_at, operations=len(operations), since=asked,
        have=known, tips=last, before=json.dumps(tips_at(session, since), sort_keys=True),
        counts=json.dumps(counts, sort_keys=True),
        app=app_version(), stamp=latest(session), rows=originals.pack(made.originals),
    )  # fmt: skip
    pages = [*made.sheets, *manifest.sheets(head, operations, signer)]
    return Prepared(f"上报_{week.name}_{files.file_name(branch.name)}.xlsx", head, pages, counts)


def enter(session: Session, actor: Actor, prepared: Prepared, written: Written) -> Reported:
    """Enter a report that was written into the history."""
    require(actor, Permission.REPORT)
    head = prepared.head
    outgoing.enter(session, actor, prepared, written)
    if policy.pepper(session):
        session.merge(Setting(key=HASHED, value=head.export_id))
    done = Done(Changes.EXCHANGE, "", outgoing.told(prepared, written.path), 1)
    return Reported(written.path, head.sequence, head.operations, prepared.counts, done)


def preview(session: Session, actor: Actor, words: Words = sheets.CHINESE) -> list[SheetSpec]:
    """The readable sheets of this week's report as they would leave, to be looked at; nothing is written."""
    require(actor, Permission.REPORT)
    week = Period.week_of(session_clock(session).now().date())
    made = sheets.readable(session, week, N_("台卡 上报表"), [], actor.branch, policy.policy(session), words)
    return made.sheets[1:]


def build(
    session: Session, actor: Actor, folder: Path, period: Period | None = None, *, whole: bool = False,
    words: Words = sheets.CHINESE, password: str = "",
) -> Reported:  # fmt: skip
    """Prepare, save and enter in one session: for who has the database to themselves."""
    prepared = prepare(session, actor, seals.signer(session), period, whole=whole, words=words)
    return enter(session, actor, prepared, outgoing.save(prepared, folder, password))


def export(
    store: Store, actor: Actor, folder: Path, words: Words = sheets.CHINESE, password: str = "", *, whole: bool = False
) -> Reported:
    """The same beside others: the database is held only for the reading, and for the one line at the end."""
    require(actor, Permission.REPORT)
    signer = store.write(seals.signer)
    with store.session() as session:
        prepared = prepare(session, actor, signer, whole=whole, words=words)
    written = outgoing.save(prepared, folder, password)
    return store.write(lambda session: enter(session, actor, prepared, written))


def _cover(
    session: Session, actor: Actor, branch: Branch, week: Period, made_at: str, key: str
) -> sheets.Cover:  # fmt: skip
    author = session.scalar(select(Staff.name).where(Staff.id == actor.staff)) or ""
    period = N_("{first} 至 {last}（{week}）", first=week.first, last=week.last, week=week.name)
    return [
        (N_("网点"), f"{branch.bank} {branch.name}".strip()),
        (N_("期间"), period),
        (N_("导出时间"), made_at),
        (N_("导出人"), author),
        (N_("怎么交"), N_("把这个文件原样发给总行，不用改名，也不用另存。")),
        (N_("能不能改"), N_("表头浅黄的列可以改，总行会先看再收；别的改动只会列出来，不会并入。")),
        (N_("里面有什么"), N_("汇总和各类明细；隐藏的页给程序用，请不要改。")),
        (N_("本机钥匙指纹"), seals.fingerprint(key)),
        (N_("个人信息"), N_("按总行的规则上报：姓名和手机打码，其余只带规则里写明的。")),
    ]


def latest(session: Session) -> str:
    """The greatest stamp that this database has seen, of whatever clock: what is edited in its files comes after."""
    return str(session.execute(text("SELECT max(stamp) FROM replica")).scalar_one())
