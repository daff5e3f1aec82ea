"""Operations whose content was masked or erased: how they say so, and what two versions of one come to.

An operation's identity is its replica, seq and digest; its content may leave masked, or be taken away for good. What
remains says so under the key VEIL among its fields, so that it is never taken for what was written.
"""

from collections.abc import Collection, Mapping

from db.values import Fields, Value, encode

VEIL = "*"  # a key that no column can have; it sorts before all of them, so that the text of the fields begins with it
ERASED = "!"  # the value of VEIL when nothing is left
LOW = "!"  # before the stamp of a masked value: sorts below every stamp, so that a clear value always wins
VEILED_TEXT = f'{{"{VEIL}":'


def erased() -> Fields:
    """The fields of an operation whose content was taken away."""
    return {VEIL: ERASED}


def is_erased(fields: Mapping[str, Value]) -> bool:
    """Whether the content was taken away."""
    return fields.get(VEIL) == ERASED


def veiled(kept: Fields, masked: Collection[str]) -> Fields:
    """Fields that are not all that was written: `kept`, of which those named in `masked` are masked."""
    return {VEIL: ",".join(sorted(masked)), **kept}


def masked_names(fields: Mapping[str, Value]) -> frozenset[str]:
    """The fields whose values are masked."""
    return frozenset(str(fields.get(VEIL) or "").split(",")) - {"", ERASED}


def clear_stamp(stamp: str) -> str:
    """The stamp that an operation bears, also of a masked value."""
    return stamp.removeprefix(LOW)


def fuller(one: Fields, other: Fields) -> Fields:
    """What two versions of the same operation come to: erased before all, then clear, then masked, then left out.

    Commutative, associative and idempotent.
    """
    if is_erased(one) or is_erased(other):
        return erased()
    for whole in (one, other):
        if VEIL not in whole:
            return whole
    masked = masked_names(one), masked_names(other)
    joined: Fields = {}
    for name in (one.keys() | other.keys()) - {VEIL}:
        found = [(name not in hidden, encode(fields[name]), fields[name])
                 for fields, hidden in zip((one, other), masked, strict=True) if name in fields]  # fmt: skip
        joined[name] = max(found, key=lambda version: version[:2])[2]
    still = {name for name in joined if all(name in hidden or name not in fields
             for fields, hidden in zip((one, other), masked, strict=True))}  # fmt: skip
    return veiled(joined, still)
