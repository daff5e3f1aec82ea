"""The key of the database, wrapped by a password in a small file beside it.

The slot cannot lie in the database, whose key it holds. The random data key stays the same when the password changes.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from db.stamp import Clock
from desktop import files
from desktop.errors import AppError
from desktop.security.attempts import Attempts

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
SAMPLE_KEY = bytes.fromhex("7461696b61207461696b61207461696b61207461696b61207461696b61200001")
"""Published on purpose: the sample branch holds invented data only."""


class Cost(NamedTuple):
    """What Argon2id spends on one guess: passes, KiB, lanes."""

    passes: int = 3
    kibibytes: int = 64 * 1024
    lanes: int = 4


MOST = Cost(20, 1024 * 1024, 64)
"""A slot that asks for more was tampered with: it would only stall the PC."""


def slot_path(database: Path) -> Path:
    """The key slot's file of a database."""
    return database.with_name(f"{database.name}.key")


def create_vault(database: Path, password: str, cost: Cost | None = None) -> bytes:
    """Make a new data key for `database`, wrap it, and return it. Raises FileExistsError when there is a slot."""
    key = secrets.token_bytes(KEY_BYTES)
    with slot_path(database).open("x", encoding="utf-8") as file:
        _put(file, _slot(database, key, password, cost or Cost()))
    return key


def change_password(database: Path, old: str, new: str, cost: Cost | None = None) -> None:
    """Wrap the same data key with another password; nothing is encrypted anew.

    The new slot takes the old one's place when it is whole and on the disk. Raises what `unlock` does, or AppError
    when it cannot be written, and then the old one stands.
    """
    key = unlock(database, old)
    slot = _slot(database, key, new, cost or Cost())
    files.write(slot_path(database), json.dumps(slot, indent=1).encode())


def unlock(database: Path, password: str, clock: Clock | None = None) -> bytes:
    """The data key; raises WrongPassword, TooSoon after many of these, or AppError when the slot is missing or damaged.

    The wrong ones are counted by the `clock`, without one by the PC's.
    """
    from argon2.exceptions import HashingError
    from cryptography.exceptions import InvalidTag

    path, attempts = slot_path(database), Attempts(database, clock or Clock())
    attempts.check()
    try:
        cost, salt, nonce, wrapped = _read(path)
        key = _cipher(password, salt, cost).decrypt(nonce, wrapped, database.name.encode())
    except FileNotFoundError as error:
        raise AppError("找不到钥匙文件 {file}", cure="请把它和数据库放在同一个文件夹里。", file=path.name) from error
    except InvalidTag as error:
        raise attempts.wrong() from error
    except (ValueError, KeyError, TypeError, HashingError) as error:
        raise AppError("钥匙文件 {file} 已损坏", cure="请从备份里恢复它。", file=path.name) from error
    attempts.forget()
    return key


def _read(path: Path) -> tuple[Cost, bytes, bytes, bytes]:
    """Cost, salt, nonce and wrapped key; ValueError, KeyError or TypeError for what is no slot of ours."""
    slot = json.loads(path.read_text(encoding="utf-8"))
    cost = Cost(*(int(slot["cost"][name]) for name in Cost._fields))
    if not all(0 < value <= most for value, most in zip(cost, MOST, strict=True)):
        raise ValueError(cost)
    salt, nonce, wrapped = (b64decode(slot[name], validate=True) for name in ("salt", "nonce", "wrapped"))
    return cost, salt, nonce, wrapped


def _put(file: TextIO, slot: dict[str, object]) -> None:
    """Write the slot and see that it is on the disk before anything is encrypted with its key."""
    json.dump(slot, file, indent=1)
    file.flush()
    os.fsync(file.fileno())


def _slot(database: Path, key: bytes, password: str, cost: Cost) -> dict[str, object]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = _cipher(password, salt, cost).encrypt(nonce, key, database.name.encode())
    encoded = {"salt": salt, "nonce": nonce, "wrapped": wrapped}
    texts = {name: b64encode(value).decode() for name, value in encoded.items()}
    return {"version": 1, "kdf": "argon2id", "cost": cost._asdict(), **texts}


def _cipher(password: str, salt: bytes, cost: Cost) -> "AESGCM":
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hash_secret_raw(password.encode(), salt, cost.passes, cost.kibibytes, cost.lanes, KEY_BYTES, Type.ID))
