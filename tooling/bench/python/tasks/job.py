from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Job:
    """A task that is set up: what is timed, and what was found out about it outside the timing."""

    run: Callable[[], object]
    facts: Mapping[str, float] = field(default_factory=dict)
    result: np.ndarray | None = None
