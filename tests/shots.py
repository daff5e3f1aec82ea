"""`make shots`: all pages and windows of the sample branch as PNG, light and dark, Chinese and English."""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MOMENT = datetime(2026, 11, 20, 10, 42)  # a Friday, the last day in the files of the sample


def main(argv: list[str]) -> int:
    from db.actor import Role
    from db.stamp import FixedClock
    from desktop import people, sample
    from ui.shots import LANGUAGES, MODES, take

    folder = Path(argv[0] if argv else "shots")
    with tempfile.TemporaryDirectory() as data:
        store = sample.open_branch(Path(data), sample.MAIN, FixedClock(MOMENT))
        with store.session() as session:
            actor = people.at_keyboard(session, "", Role.LEAD)
        files = take(store, actor, folder, MODES, LANGUAGES, windows=True)
        store.close()
    print(f"{len(files)} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
