"""What a measurement is: samples beside the samples of its floor, and how the two are judged."""

import gc
import math
import statistics
import time
from dataclasses import dataclass

FRAME = 1 / 60
"""Seconds."""


@dataclass(frozen=True)
class Measure:
    """One stage, in seconds or (``unit`` is ``MB``) in megabytes."""

    stage: str
    taken: tuple[float, ...]
    floor: tuple[float, ...] = ()
    floor_name: str = ""
    target: float | None = None
    """The most times the floor's median that the stage may take."""
    quantile: float = 0.5
    """Which of the stage's samples is judged: 0.5 the median, 0.99 the slowest but for one in a hundred."""
    unit: str = "ms"
    is_flat: bool = False
    """Whether it must not grow with the store."""

    @property
    def median(self):
        """The stage's median."""
        return statistics.median(self.taken)

    @property
    def p99(self):
        """The stage's 99th percentile: of few samples, the slowest."""
        return at(self.taken, 0.99)

    @property
    def ratio(self):
        """How many times the floor the judged sample is, or None."""
        judged = self.median if self.quantile == 0.5 else at(self.taken, self.quantile)
        return judged / statistics.median(self.floor) if self.floor else None

    @property
    def is_met(self):
        """Whether the ratio is at most its target; None when nothing is aimed at."""
        return None if self.target is None else self.ratio <= self.target


def at(samples, quantile):
    """Return the sample that so large a share of the samples is not above (nearest rank)."""
    return sorted(samples)[math.ceil(quantile * len(samples)) - 1]


def seconds(work, clock=time.perf_counter):
    """Return how long one call takes."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def interleaved(rounds, *works):
    """Run the works in turn, so that a busy moment of the machine meets all of them.

    Each work returns its own sample; returns the samples of each.
    """
    samples = [[work() for work in works] for _ in range(rounds)]
    return list(map(tuple, zip(*samples, strict=True)))
