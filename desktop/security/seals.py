"""Who made a file: each database has an Ed25519 key pair, and remembers the keys it has learnt to trust.

The private key lies in the encrypted database. What can be compared by telephone is a key's fingerprint.
"""

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from db.exchange import Setting

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

OWN: Final = "key.own"
HEAD_OFFICE: Final = "key.head_office"
PEER: Final = "key.peer."  # and the replica
CONTEXT: Final = b"taika manifest 1\x00"
GROUPS: Final = 6  # of a fingerprint, five digits each


class Trust(StrEnum):
    """How a key stands to the one that is remembered."""

    KNOWN = "known"
    NEW = "new"  # none is remembered yet
    OTHER = "other"  # another one is


class Signer:
    """Signs what this database makes; `key` is its public key as hex."""

    def __init__(self, private: "Ed25519PrivateKey") -> None:
        self._private = private
        self.key = private.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> str:
        """The signature of `content` as hex."""
        return self._private.sign(CONTEXT + content).hex()


def signer(session: Session) -> Signer:
    """The signer of this database; its key pair is made at its first use, so it takes a writing session."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kept = session.get(Setting, OWN)
    if kept is None:
        kept = Setting(key=OWN, value=Ed25519PrivateKey.generate().private_bytes_raw().hex())
        session.add(kept)
        session.flush()
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.value)))


def verified(key: str, signature: str, content: bytes) -> bool:
    """Whether the signature is that of the key over the content; False for what is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), CONTEXT + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """Six groups of five digits, to be read out on the telephone."""
    number = int.from_bytes(sha256(bytes.fromhex(key)).digest(), "big")
    groups = []
    for _ in range(GROUPS):
        number, rest = divmod(number, 100_000)
        groups.append(f"{rest:05}")
    return " ".join(groups)


def own_fingerprint(session: Session) -> str:
    """That of this database's key, for being compared; "" before its first use."""
    kept = session.get(Setting, OWN)
    if kept is None:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return fingerprint(Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.value))).key)


def trust(session: Session, whose: str, key: str) -> Trust:
    """How `key` stands to the one remembered under `whose` (HEAD_OFFICE, or PEER and a replica)."""
    remembered = session.get(Setting, whose)
    if remembered is None:
        return Trust.NEW
    return Trust.KNOWN if remembered.value == key else Trust.OTHER


def remember(session: Session, whose: str, key: str) -> None:
    """Trust this key from now on."""
    session.merge(Setting(key=whose, value=key))
