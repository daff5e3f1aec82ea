"""One measured figure: ours, the floor of the same run, and the ratio between them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Times in seconds, or what `unit` says; `limit` is the greatest ratio allowed.

    `peak_mb` is the memory ours took (0: not measured).
    """

    name: str
    ours: float
    floor: float
    limit: float
    peak_mb: float = 0.0
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def passed(self) -> bool:
        return self.ratio <= self.limit

    def line(self) -> str:
        relation = "≤" if self.passed else "> (too slow)"
        return (
            f"{self.name}: {self.ours:.3f} {self.unit}, floor {self.floor:.3f} {self.unit}, "
            f"ratio {self.ratio:.2f} {relation} {self.limit}"
        )

    def value(self) -> dict[str, str | float]:
        """The shape of `taika bench --json`."""
        return {
            "name": self.name,
            "ours_s": round(self.ours, 4),
            "floor_s": round(self.floor, 4),
            "ratio": round(self.ratio, 3),
            "peak_mb": round(self.peak_mb, 1),
        }
