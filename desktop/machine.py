"""Which PC this is: a copied database goes on under a replica id of its own."""

import platform
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from db.engine import Store, adopt_new_replica
from db.exchange import Setting

KEY: Final = "machine"
MACHINE_IDS: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def fingerprint(database: Path) -> str:
    """A hash of this PC's identity and of where the database lies; the same at every start.

    The address of a network card does not count: a notebook has another one at its dock. The name does, since a bank's
    PCs are often set up from one image.
    """
    parts = [machine_id(), platform.node(), str(database.resolve())]
    return sha256("\x1f".join(parts).encode()).hexdigest()


def notice(store: Store) -> bool:
    """Go on under a new replica id when the database was copied here from elsewhere; True when it was."""
    if store.path is None:
        return False
    present = fingerprint(store.path)
    with store.session() as session:
        kept = session.get(Setting, KEY)
        if kept is not None and kept.value == present:
            return False
    store.write(lambda session: _settle(session, present))
    return kept is not None


def _settle(session: Session, present: str) -> None:
    if session.get(Setting, KEY) is not None:
        adopt_new_replica(session)
    session.merge(Setting(key=KEY, value=present))


def machine_id() -> str:
    """What the operating system was given when it was installed; "" where it says nothing."""
    if sys.platform == "win32":  # pragma: no cover - runs on Windows only
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    for path in MACHINE_IDS:
        with suppress(OSError):
            return path.read_text(encoding="utf-8").strip()
    return ""
