"""How soon the contacts page shows its first real row, against Qt, the ORM and the opening of the file alone."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from desktop import sample
from tests.bench.figure import Figure

LIMIT = 1.5
ROUNDS = 5

FLOOR = """
import sys, time
start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
import sqlalchemy.orm
from pathlib import Path
from db.engine import open_store
from desktop.security.vault import SAMPLE_KEY
store = open_store(Path(sys.argv[1]), SAMPLE_KEY, create=False)
with store.session() as session:
    session.execute(sqlalchemy.text("SELECT count(*) FROM contact")).scalar()
print(time.perf_counter() - start)
sys.stdout.flush()
import os
os._exit(0)
"""
OURS = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from ui.interpreter import begin
begin()
from tests.bench.first_row import show_contacts
print(show_contacts(Path(sys.argv[1])) - start)
sys.stdout.flush()
import os
os._exit(0)
"""


def measure() -> Iterator[Figure]:
    """Whole processes in turn, the median of each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sample.open_branch(place, sample.MAIN, sample.fixed_day()).close()
        database = place / f"{sample.MAIN}.db"
        floors, ours = [], []
        for round_ in range(ROUNDS + 1):
            floor, own = run(FLOOR, database, place), run(OURS, database, place)
            if round_:  # the first fills the cache of bytecode and warms the disk
                floors.append(floor)
                ours.append(own)
        yield Figure("first row of the contacts page", median(ours), median(floors), LIMIT)


def run(program: str, database: Path, folder: Path) -> float:
    """Seconds, as the program measured them from its first line on; with bytecode, as an installed program has it."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", program, str(database)], check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout.split()[-1])
