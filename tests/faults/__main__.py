"""`make faults`: twenty thousand random histories, and more with `ARGS="--histories 100000 --seed 7"`."""

import argparse
import sys
import time

from tests.faults.histories import TOGETHER, World
from tests.faults.world import BrokenError


def main() -> int:
    """0 when every property held; 1 with the seed of the first world in which one did not."""
    parser = argparse.ArgumentParser(
        description="Random histories of five databases through the product's own write path."
    )
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=10_000, help=f"of the first world; each holds {TOGETHER} histories")
    options = parser.parse_args()
    world, operations, start = World(), 0, time.perf_counter()
    worlds = -(-options.histories // TOGETHER)
    for number in range(worlds):
        try:
            world.live(options.seed + number)
        except BrokenError as error:
            print(f"world of seed {options.seed + number}: {error}")
            return 1
        operations += len(world.ever)
        if sys.stdout.isatty():
            print(f"\r{(number + 1) * TOGETHER} histories", end="", flush=True)
    seconds = time.perf_counter() - start
    print(f"\r{worlds * TOGETHER} histories, {operations} operations, {seconds:.0f} s: no divergence, nothing lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
