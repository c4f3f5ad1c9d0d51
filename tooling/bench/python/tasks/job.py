import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Job:
    """A task that is set up: what is timed, and what was found out about it outside the timing."""

    run: Callable[[], object]
    facts: Mapping[str, float] = field(default_factory=dict)
    result: np.ndarray | None = None
    seconds: float | None = None
    """Of the one execution while setting up."""


def solver_job(run, facts_of):
    """A job that was run once, whose outcome gives its facts."""
    seconds, outcome = timed(run)
    return Job(run, facts_of(outcome), seconds=seconds)


def answering_job(run, answer_of=lambda outcome: outcome, facts_of=lambda outcome: {}):
    """A job that was run once, whose outcome gives its answer."""
    seconds, outcome = timed(run)
    return Job(run, facts_of(outcome), result=answer_of(outcome), seconds=seconds)


def timed(run):
    start = time.perf_counter()
    outcome = run()
    return time.perf_counter() - start, outcome
