"""Turner et al. 2017 (Biomed Hum Kinet 9:82): the training load of 84 days for the best last day.

Fitness f and fatigue u follow df = -f^alpha/tau1 + k1 s and du = -u^beta/tau2 + k2 s, one Euler
step a day, performance is p0 + f - u. Limits of the strictest run, before and after each day:
s <= S(1 - 0.9 exp(-f/150)), s <= S(0.1 + 0.9 exp(-u/800)), u <= 0.8 f. Their genetic algorithm
reaches 316.476. Every limit allows an interval from 0, so that a plan is a share of each day's
greatest load, and any shares obey all limits. Written from the equations; parameters of the paper.

Run as `python -m benchmarks.literature.turner`; exits with 1 where the published value is missed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
DAYS, WEEK, S = 84, 7, 300.0
TAU1, TAU2, ALPHA, BETA = 61.0, 5.5, 1.16, 0.85
K1, K2, P0, F0, U0 = 0.10, 0.12, 155.0, 70.9, 24.5
RATIO, MONOTONY = 0.8, 2.0
PUBLISHED = 316.476
SLACK = 1e-6
NEWTON = 8


def decayed(f: Array, u: Array) -> tuple[Array, Array]:
    """Fitness and fatigue of the next morning without any load."""
    return f - f**ALPHA / TAU1, u - u**BETA / TAU2


def by_fitness(f: Array) -> Array:
    """Greatest load that the fitness allows."""
    return S * (1 - 0.9 * np.exp(-f / 150))


def by_fatigue(u: Array) -> Array:
    """Greatest load that the fatigue allows."""
    return S * (0.1 + 0.9 * np.exp(-u / 800))


def greatest(f: Array, u: Array) -> Array:
    """Greatest load of a day under all limits, those of the next morning included."""
    rested_f, rested_u = decayed(f, u)
    most = np.minimum(by_fitness(f), by_fatigue(u))
    most = np.minimum(most, (RATIO * rested_f - rested_u) / (K2 - RATIO * K1))
    for limit, rested, gain, sign, scale in (
        (by_fitness, rested_f, K1, 1, 150),
        (by_fatigue, rested_u, K2, -1, 800),
    ):
        load = most
        for _ in range(NEWTON):
            after = rested + gain * load
            slope = 1 - sign * 0.9 * S * gain / scale * np.exp(-after / scale)
            load = load - (load - limit(after)) / slope
        most = np.minimum(most, load)
    # A hair inside, so that rounding breaks no limit.
    return np.maximum(0.0, most - 1e-9)


def simulate(shares: Array) -> tuple[Array, Array]:
    """Last performance and the loads of many plans at once (plans x days)."""
    f = np.full(len(shares), F0)
    u = np.full(len(shares), U0)
    loads = np.zeros_like(shares)
    for day in range(shares.shape[1]):
        load = loads[:, day] = shares[:, day] * greatest(f, u)
        rested_f, rested_u = decayed(f, u)
        f, u = rested_f + K1 * load, rested_u + K2 * load
    return P0 + f - u, loads


def violation(loads: Array) -> float:
    """Sum of what one plan breaks of the published limits, read day by day from the loads alone."""
    f, u, broken = np.array(F0), np.array(U0), 0.0
    for load in loads:
        for moment in ("before", "after"):
            broken += max(0.0, load - float(by_fitness(f)), -load)
            broken += max(0.0, load - float(by_fatigue(u))) + max(0.0, float(u / f) - RATIO)
            if moment == "before":
                rested_f, rested_u = decayed(f, u)
                f, u = rested_f + K1 * load, rested_u + K2 * load
    return broken


def monotony(loads: Array) -> Array:
    """Foster's mean/SD of each week (population SD); 0 where the week is empty."""
    weeks = loads.reshape(*loads.shape[:-1], -1, WEEK)
    mean, sd = weeks.mean(-1), weeks.std(-1)
    return np.where(mean > 0, mean / np.maximum(sd, 1e-12), 0.0)


def excess(loads: Array) -> Array:
    """How far the weeks are over the monotony allowed, in load."""
    weeks = loads.reshape(*loads.shape[:-1], -1, WEEK)
    return np.maximum(0.0, weeks.mean(-1) - (MONOTONY - SLACK) * weeks.std(-1)).sum(-1)


def climb(start: Array, free: Array, value: Callable[[Array], Array], steps: int) -> Array:
    """Projected gradient ascent on the free days; a step is the best of many lengths."""
    best, reached = start.copy(), value(start[None])[0]
    lengths = np.array([10.0**e for e in np.arange(-5, 2.1, 0.5)])
    small = 1e-5
    for _ in range(steps):
        moved = best[None] + small * np.diag(np.where(best < 0.5, 1.0, -1.0))[free]
        gradient = np.zeros_like(best)
        gradient[free] = (value(moved) - reached) / (np.where(best[free] < 0.5, 1.0, -1.0) * small)
        tried = np.clip(best[None] + lengths[:, None] * gradient[None], 0.0, 1.0)
        values = value(tried)
        if values.max() <= reached + 1e-9:
            break
        best, reached = tried[values.argmax()], values.max()
    return best


def performance(shares: Array) -> Array:
    """Last performance of many plans."""
    return simulate(shares)[0]


def unlimited(steps: int = 400) -> Array:
    """Shares of the best plan found under the published limits alone."""
    starts = []
    for taper in (5, 7, 9, 11):
        start = np.ones(DAYS)
        start[DAYS - taper :] = 0.0
        starts.append(start)
    begun = max(starts, key=lambda s: float(performance(s[None])[0]))
    return climb(begun, np.arange(DAYS), performance, steps)


def with_rest(base: Array, steps: int = 200) -> Array:
    """One empty day in each week: the weekday that costs least, then everything else anew."""
    found = []
    for weekday in range(WEEK):
        free = np.array([day for day in range(DAYS) if day % WEEK != weekday])
        start = base.copy()
        start[weekday::WEEK] = 0.0
        found.append((start, free))
    start, free = max(found, key=lambda pair: float(performance(pair[0][None])[0]))
    return climb(start, free, performance, steps)


def varied(base: Array, steps: int = 200) -> Array:
    """The rest days of `base` and no week more monotonous than allowed."""
    free = np.flatnonzero(base > 0)
    shares = base
    for weight in (0.03, 0.1, 0.3, 1.0, 3.0):

        def value(many: Array, weight: float = weight) -> Array:
            last, loads = simulate(many)
            return last - weight * excess(loads)

        # Away from even weeks, where all days pull alike: every third day a little easier.
        nudged = shares.copy()
        nudged[1::3] *= 0.9
        shares = max(
            (climb(shares, free, value, steps), climb(nudged, free, value, steps)),
            key=lambda s, value=value: float(value(s[None])[0]),
        )
    return _settled(shares)


def _settled(shares: Array) -> Array:
    """Week by week, the lightest days a little lighter until the week obeys the limit exactly."""
    shares = shares.copy()
    for week in range(DAYS // WEEK):
        days = slice(week * WEEK, (week + 1) * WEEK)
        while simulate(shares[None])[1][0, days].any():
            loads = simulate(shares[None])[1][0, days]
            if monotony(loads[None])[0, 0] <= MONOTONY:
                break
            lightest = np.argmin(np.where(loads > 0, loads, np.inf))
            shares[week * WEEK + lightest] *= 0.99 if loads[lightest] > 1e-3 else 0.0
    return shares


def main() -> None:
    """Solve, check against the published limits, print the price of each rule of safety."""
    began = time.perf_counter()
    base = unlimited()
    took = time.perf_counter() - began
    rest = with_rest(base)
    calm = varied(rest)
    reached = []
    for name, shares in (("published limits", base), ("+ weekly rest day", rest),
                         ("+ monotony at most 2", calm)):  # fmt: skip
        last, loads = simulate(shares[None])
        reached.append(float(last[0]))
        resting = np.sum((loads[0].reshape(-1, WEEK) == 0).any(1))
        print(
            f"{name}: {reached[-1]:.3f} ({reached[0] - reached[-1]:.3f} less), "
            f"broken {violation(loads[0]):.1e}, rest days in {resting} weeks, "
            f"monotony at most {monotony(loads).max():.2f}"
        )
    print(f"published: {PUBLISHED}; first plan in {took:.1f} s")
    sys.exit(reached[0] < PUBLISHED or violation(simulate(base[None])[1][0]) > 0)


if __name__ == "__main__":
    main()
