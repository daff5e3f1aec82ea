"""Random histories of five databases, at least twenty steps each, and the properties that hold whatever happens."""

import json
import random
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final

from db.doctor import rebuild, state_hash, verify
from db.ids import derived_id
from db.mentions import COVER
from db.operation import Change
from db.projection import Operation, Value
from db.stamp import after
from db.veil import VEIL, is_erased, masked_names
from tests.faults.world import SKEWS, Desk, Identity, broken, exchange, identity

TOGETHER: Final = 250  # histories of one world
LEAST, MOST = 20, 26  # steps
FIELDS: Final = ("name", "name", "phone", "phone", "remark", "description", "later")
"""Those that head office gets masked more often; the last is one that only a newer version has."""
NAMES: Final = ("xyx", "yxy", "xyxy", "xyz", "zxy")
"""Each history has signs of its own for these: names that are parts of each other, or share some of their ends."""
SIGNS: Final = 0x4E00
HANDS: Final = ("remark", "name")
"""Columns that may be edited by hand."""


class World:
    """Five desks, head office that gets masked files, and every operation that was ever written or accepted."""

    def __init__(self) -> None:
        self.desks = [Desk() for _ in SKEWS]
        self.office = Desk()
        self.ever: dict[Identity, Operation] = {}
        self.meant: dict[Identity, Mapping[str, Value]] = {}
        """What each was to say: what is erased already is covered as it is written."""

    def live(self, seed: int, count: int = TOGETHER) -> None:
        """Live through `count` histories; raises BrokenError where a property does not hold."""
        self.chance = random.Random(seed)
        self.stories = [random.Random(f"{seed}-{number}") for number in range(count)]
        self.left = [story.randint(LEAST, MOST) for story in self.stories]
        self.ever, self.meant = {}, {}
        for desk, skew in zip(self.desks, SKEWS, strict=True):
            desk.reset(skew)
        self.office.reset(0)
        for step in range(max(self.left)):
            seconds = self.chance.choice((0, 0, 0.001, 1, 60, 3_600))
            for desk in (*self.desks, self.office):
                desk.clock.advance(seconds=seconds)
            self._step(step)
            self._mishap(step)
        self._settle()
        self._same()

    # -------------------------------------------------------------------------------------------------- steps

    def _step(self, step: int) -> None:
        """Each history that still goes on does one thing."""
        edits: list[list[Change]] = [[] for _ in self.desks]
        arriving: list[list[Operation]] = [[] for _ in (*self.desks, self.office)]
        for number, items in self._sent(step, edits).items():
            arriving[number] += items
        for desk, changes in zip(self.desks, edits, strict=True):
            self._write(desk, changes)
        for desk, items in zip((*self.desks, self.office), arriving, strict=True):
            if items:
                self.chance.shuffle(items)
                desk.take(items)
        if step % 5 == 0:
            self._unveiled()

    def _sent(self, step: int, edits: list[list[Change]]) -> dict[int, list[Operation]]:
        """What each history does in this step: an edit, or part of a file; gives the operations by receiver."""
        writers, senders, receivers = (self.chance.sample(range(len(self.desks)), count) for count in (3, 2, 2))
        asked: dict[tuple[int, bool], dict[int, int]] = {}  # sender, masked → history → receiver
        for number, story in enumerate(self.stories):
            if step >= self.left[number]:
                continue
            if story.random() < 0.62:
                edits[story.choice(writers)].append(_edit(story, number, step))
            elif story.random() < 0.2:
                asked.setdefault((senders[0], story.random() < 0.6), {})[number] = len(self.desks)
            else:
                asked.setdefault((story.choice(senders), False), {})[number] = story.choice(receivers)
        found: dict[int, list[Operation]] = {}
        for (sender, mask), wanted in asked.items():
            for number, items in self.desks[sender].of_histories(list(wanted), mask=mask).items():
                found.setdefault(wanted[number], []).extend(self._some(self.stories[number], items))
        return found

    def _unveiled(self) -> None:
        """Head office shows no masked value where it holds a clear one."""
        clear: dict[tuple[str, str], set[object]] = {}
        for one in self.office.log().values():
            for name in () if one.entity != "contact" else one.fields.keys() - masked_names(one.fields) - {VEIL}:
                clear.setdefault((one.row, name), set()).add(one.fields[name])
        shown, gone = self.office.contacts(), self.office.erased()
        for (row, name), values in clear.items():
            broken(row not in gone and shown[row].get(name) not in values, "a masked value hides a clear one")

    def _some(self, story: random.Random, items: list[Operation]) -> list[Operation]:
        """Lost in part, doubled, out of order; and sometimes edited by hand."""
        story.shuffle(items)
        kept = items[: story.randint(0, len(items))] * story.choice((1, 1, 2))
        if items and story.random() < 0.15:
            kept += self._by_hand(story, items)
        return kept

    def _by_hand(self, story: random.Random, items: Sequence[Operation]) -> list[Operation]:
        """What somebody typed into the readable sheet, as the one operation that it is wherever it is accepted."""
        touched = [one for one in items if one.entity == "contact" and not is_erased(one.fields)]
        if not touched:
            return []
        one = max(touched, key=lambda found: found.stamp)
        field, value = story.choice(HANDS), story.choice("XYZ")
        shown = field in one.fields  # head office's files leave some out: those are other exports
        export = blake2b(f"{field}{value}{shown}".encode(), digest_size=6).hexdigest()
        stamp = after(one.stamp, export)
        digest = blake2b(f"{export}{one.row}{stamp}".encode(), digest_size=16).hexdigest()
        number = int(digest[:10], 16) + 1
        fields = {field: f"手{value}"}
        replaced = {field: one.stamp} if shown else {}
        hand = Operation(export, number, stamp, "", "contact", one.row, fields, replaced, "", "hand", digest)
        self.ever[identity(hand)] = hand
        return [hand]

    def _write(self, desk: Desk, changes: list[Change]) -> None:
        """Through `record()`; one's own edit is visible, unless the customer was erased."""
        if not changes:
            return
        meant = {(one.entity, one.row): one.fields for one in changes}
        for operation in desk.edit(changes):
            self.ever[identity(operation)] = operation
            self.meant[identity(operation)] = meant[operation.entity, operation.row]
        shown, gone = desk.contacts(), desk.erased()
        for entity, row, fields in changes:
            if entity == "contact" and row not in gone:
                broken(
                    not all(_says(shown[row].get(name), value) for name, value in fields.items()),
                    "an edit does not show",
                )

    def _mishap(self, step: int) -> None:
        """What happens to a whole database: copied, put back, taken in by the file of another."""
        at, other = self.chance.sample(range(len(self.desks)), 2)
        desk = self.desks[at]
        match self.chance.randrange(9):
            case 0:
                desk.snapshot()
            case 1:
                desk.put_back(noticed=True)
            case 2 if step % 2:
                desk.put_back(noticed=False)
            case 3:
                desk.become(self.desks[other], noticed=self.chance.random() < 0.5)
            case 4 | 5 | 6:
                file = self.desks[other].file(desk.vector())
                desk.take(file.operations(), file.have)
            case 7:
                entries = self.desks[other].places()
                desk.take(self.chance.sample(entries, len(entries) // 2))

    # -------------------------------------------------------------------------------------------------- the end

    def _settle(self) -> None:
        """First only what each says it lacks, as handovers do: nothing that any of them holds is lost.

        What is gone at one of them is left out: the entry of the ledger may have been lost on the way.
        """
        held: set[Identity] = set()
        for desk in self.desks:
            held |= desk.held()
        exchange(self.desks)
        for desk in self.desks:
            broken(desk.uncovered(), "a mention is left")
            broken(held - desk.held(), "an operation that somebody holds did not come")
        shown = [desk.rows() for desk in self.desks]
        gone = {key for rows in shown for key, row in rows.items() if row is None}
        alike = [{key: row for key, row in rows.items() if key not in gone} for rows in shown]
        broken(any(rows != alike[0] for rows in alike), "they differ after the handovers")

    def _same(self) -> None:
        """Then everything that was ever written, each in its own order and parts: all the same, and the same again."""
        everything = list(self.ever.values())
        for desk in (*self.desks, self.office):
            self.chance.shuffle(everything)
            cut = self.chance.randint(0, len(everything))
            for part in (everything[cut:], everything[:cut], everything[: cut // 2]):
                desk.take(part)
        first = self.desks[0]
        for _ in range(2):  # the clear text again: now that all is there that mentions them, and all words are known
            first.take(everything)
            exchange((*self.desks, self.office))
        content = first.content()
        for desk in (*self.desks[1:], self.office):
            broken(desk.content() != content, "they differ in the end")
            broken(desk.disputed() != first.disputed(), "they list other conflicts")
            broken(desk.uncovered(), "a mention is left in the end")
        broken(not first.disputed(), "there were no conflicts")
        self._lost(first)
        self._named(first)
        again = first.take(everything)
        broken(again.applied, "something was taken in twice")
        broken(first.content() != content, "taking it in again changed something")
        self._proven(self.chance.choice(self.desks))

    def _lost(self, desk: Desk) -> None:
        log = desk.log()
        gone = {(one.fields.get("entity"), one.fields.get("row")) for one in log.values() if one.entity == "erasure"}
        gone |= {(one.entity, one.row) for one in self.ever.values() if ("contact", one.fields.get("contact")) in gone}
        names = self._names(gone)
        for key, written in self.ever.items():
            kept = log.get(key)
            broken(kept is None, "an operation is lost")
            if (written.entity, written.row) in gone:
                broken(not is_erased(kept.fields), "what was erased is still there")
            elif VEIL not in written.fields:
                alike = kept.fields.keys() == written.fields.keys()
                broken(not alike or not all(_says(kept.fields[name], value) for name, value in written.fields.items()),
                       "content is lost")  # fmt: skip
                self._rightly(kept, self.meant.get(key, {}), names.get(_number(kept), set()))

    def _rightly(self, kept: Operation, meant: Mapping[str, Value], names: set[str]) -> None:
        """What is covered, now or as it was written, was the name of somebody who was erased, and nothing else is."""
        for name, value in kept.fields.items() if kept.entity != "activity_run" else ():
            said = str(meant.get(name, value))
            hidden = {at for at, sign in enumerate(str(value)) if sign == COVER != said[at]}
            named = {place for one in names for at in range(len(said)) if said.startswith(one, at)
                     for place in range(at, at + len(one))}  # fmt: skip
            broken(not hidden <= named, "more is covered than names")

    def _names(self, gone: set[tuple[object, object]]) -> dict[int, set[str]]:
        """What those who were erased were ever called, by history."""
        names: dict[int, set[str]] = {}
        for one in self.ever.values():
            if (one.entity, one.row) in gone and "name" in one.fields:
                names.setdefault(_number(one), set()).add(str(one.fields["name"]))
        return names

    def _named(self, desk: Desk) -> None:
        """Nobody who was erased is named by what nobody else is called."""
        gone = {one.fields.get("row") for one in desk.log().values() if one.fields.get("entity") == "contact"}
        called: dict[str, set[str]] = {}
        for one in self.ever.values():
            for name in ("name", "remark", "phone") if one.entity == "contact" else ():
                called.setdefault(str(one.fields.get(name)), set()).add(one.row)
        log = [one for one in desk.log().values() if one.entity != "erasure"]
        said = "\n".join(str(list(one.fields.values())) for one in log if one.entity != "activity_run")
        won = "\n".join(str(one.fields.get("result")) for one in log if one.entity == "activity_run")
        for name, rows in called.items():
            theirs = len(name) >= 3 and rows <= gone and name[0] >= chr(SIGNS)
            others = {row for other, found in called.items() if name in other for row in found}
            broken(theirs and others <= gone and name in said, "somebody is named who was erased")
            broken(theirs and rows <= gone and f'"{name}"' in won, "a winner is named who was erased")

    def _proven(self, desk: Desk) -> None:
        """The tables say what the log says."""
        with desk.store.session() as session:
            broken(verify(session), "the tables differ from the log")
        before = desk.content()
        desk.store.write(rebuild)
        broken(desk.content() != before, "rebuilding changed something")
        with desk.store.session() as session:
            broken(not state_hash(session), "no hash")

    def close(self) -> None:
        for desk in (*self.desks, self.office):
            desk.close()


def _edit(story: random.Random, number: int, step: int) -> Change:
    """Set a field of one of the history's contacts; now and then a talk, hiding, erasing."""
    row = f"{number}:{story.choice('ab')}"
    dice = story.random()
    if dice < 0.04:
        entry = derived_id("erasure", "contact", row)
        return Change("erasure", f"{number}:{entry}", {"entity": "contact", "row": row, "at": f"{step}"})
    if dice < 0.08:
        return Change("contact", row, {"hidden": story.choice((0, 1))})
    signs = _signs(number)
    mention = "".join(story.choices((*NAMES, "x", "y", "，"), k=story.randint(1, 4))).translate(signs)
    if dice < 0.25:
        talk, field = f"{row}:{story.choice('ij')}", story.choice(("text", "text", "kind"))
        return Change("interaction", talk, {"contact": row, field: mention if field == "text" else f"v{step}"})
    if dice < 0.33:
        won = [[one.translate(signs), place] for place, one in enumerate(story.sample(NAMES, 2))]
        result = json.dumps({"title": f"轮{step}", "draws": [{"won": won}]}, ensure_ascii=False)
        return Change("activity_run", f"{number}:run", {"result": result})
    field = story.choice(FIELDS)
    texts = {"name": story.choice(NAMES).translate(signs), "description": f"{mention}{step:02}"}
    return Change("contact", row, {field: texts.get(field, f"v{step}")})


def _number(one: Operation) -> int:
    """The history that an operation belongs to."""
    return int(one.row.partition(":")[0])


def _signs(number: int) -> dict[int, str]:
    """The signs of a history for the letters of NAMES."""
    return {ord(letter): chr(SIGNS + 3 * number + place) for place, letter in enumerate("xyz")}


def _says(shown: object, written: Value) -> bool:
    """Whether it says what was written, but for names that are covered."""
    if shown == written or not isinstance(shown, str) or not isinstance(written, str):
        return shown == written
    if written.startswith("{"):
        return bool(json.loads(shown)["title"] == json.loads(written)["title"])
    return len(shown) == len(written) and all(one in (other, COVER) for one, other in zip(shown, written, strict=True))
