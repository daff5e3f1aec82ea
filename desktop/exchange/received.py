"""What head office has of each branch, and what it misses, as a pack tells them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.exchange.workbook import Cell
from desktop.words import N_, Words

LAST = """
SELECT b.id, b.name, r.period, r.sequence, r.at FROM branch b LEFT JOIN import_run r ON r.id = (
  SELECT i.id FROM import_run i WHERE i.branch = b.id AND i.kind = 'report' AND i.verdict <> 'refused'
  ORDER BY i.sequence DESC, i.at DESC, i.id LIMIT 1)
WHERE b.hidden = 0 AND b.kind IN ('sub_branch', 'outlet') ORDER BY b.name, b.id
"""
MISSING = """
SELECT r.branch, r.seq + 1, (SELECT min(o.seq) FROM operation o WHERE o.replica = r.id AND o.seq > r.seq) - 1
FROM replica r WHERE r.own = 0 AND r.branch IS NOT NULL
  AND EXISTS (SELECT 1 FROM operation o WHERE o.replica = r.id AND o.seq > r.seq)
"""


def rows(session: Session, targets: Sequence[str], words: Words) -> Iterator[list[Cell]]:
    """Head and one line a branch: its newest report, and which of its records are missing in between."""
    say = words.text
    yield [say(head) for head in (N_("网点"), N_("最近报的"), N_("第几号"), N_("收到时间"), N_("缺什么"))]
    missing: dict[str, list[str]] = {}
    for branch, first, last in session.execute(text(MISSING)):
        missing.setdefault(branch, []).append(f"{first}–{last}" if last > first else f"{first}")
    for branch, name, period, sequence, at in session.execute(text(LAST)):
        if targets and branch not in targets:
            continue
        numbers = "、".join(missing.get(branch, ()))
        lacks = say(N_("第 {numbers} 条记录，下次上报会补上", numbers=numbers)) if numbers else ""
        yield [name, period or say(N_("还没收到")), sequence, at, lacks]
