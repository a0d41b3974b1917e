"""How the measures are told: a line each, with a tick or a cross, or as JSON."""

import json
import os
import platform

MOST_GROWTH = 1.2
"""What must not grow with the store may take so much longer at the largest size: that is noise."""


def machine():
    """Return what the figures come from."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "kernel": f"{platform.system()} {platform.release().split('-')[0]}",
    }


def heading():
    """Return the line above the lines."""
    return f"  {'stage':42}{'median':>12}{'p99':>12}{'ratio':>9}{'aim':>8}    beside"


def line(measure):
    """Return one measure as a line."""
    ratio = "" if measure.ratio is None else f"{measure.ratio:.2f} x"
    aim = "" if measure.target is None else f"{measure.target:.3g} x"
    mark = {None: " ", True: "✓", False: "✗"}[measure.is_met]
    beside = measure.floor_name
    if len(measure.floor) > 1:
        beside += f": {_figure(sorted(measure.floor)[len(measure.floor) // 2], measure.unit)}"
    figures = f"{_figure(measure.median, measure.unit):>12}{_figure(measure.p99, measure.unit):>12}"
    return f"  {measure.stage:42}{figures}{ratio:>9}{aim:>8} {mark}  {beside}".rstrip()


def growth_lines(measures):
    """Yield how what must not grow with the store does; ``measures`` are pairs of size and measure."""
    sizes = sorted({size for size, _ in measures})
    of = {(measure.stage, size): measure.median for size, measure in measures if measure.is_flat}
    for stage in dict.fromkeys(stage for stage, _ in of):
        if (stage, sizes[0]) in of and (stage, sizes[-1]) in of and len(sizes) > 1:
            growth = of[stage, sizes[-1]] / of[stage, sizes[0]]
            mark = "✓" if growth <= MOST_GROWTH else "✗"
            yield f"  {stage:42}{growth:>31.2f} x{MOST_GROWTH:>6} x {mark}  {sizes[-1]:,} beside {sizes[0]:,}"


def as_json(measures):
    """Return everything that was measured as JSON; times in milliseconds."""
    found = [_as_dict(size, measure) for size, measure in measures]
    return json.dumps({"machine": machine(), "measures": found}, indent=2, ensure_ascii=False)


def _as_dict(size, measure):
    factor = 1000 if measure.unit == "ms" else 1
    return {
        "contacts": size,
        "stage": measure.stage,
        "unit": measure.unit,
        "samples": len(measure.taken),
        "median": round(measure.median * factor, 4),
        "p99": round(measure.p99 * factor, 4),
        "floor": round(sorted(measure.floor)[len(measure.floor) // 2] * factor, 4) if measure.floor else None,
        "floor_name": measure.floor_name,
        "ratio": measure.ratio and round(measure.ratio, 3),
        "target": measure.target and round(measure.target, 3),
        "met": measure.is_met,
    }


def _figure(value, unit):
    value *= 1000 if unit == "ms" else 1
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f} {unit}"
