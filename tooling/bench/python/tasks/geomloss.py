"""GeomLoss: `geomloss.ot.solve_sample` on PyTorch, from points to potentials.

It has no stopping rule: temperatures fall in `max_iter` steps to epsilon, and the error is what it then is.
"""

import geomloss
import numpy as np
import torch
from geomloss import ot

from tasks.job import solver_job
from tasks.marginals import plan_facts, squared_distances

torch.set_num_threads(1)

VERSION = geomloss.__version__


def annealed(x, y, epsilon, iterations):
    x_tensor, y_tensor = torch.from_numpy(x), torch.from_numpy(y)

    def run():
        return ot.solve_sample(x_tensor, y_tensor, reg=epsilon, max_iter=iterations)

    def facts_of(solution):
        f, g = np.asarray(solution.potential_a), np.asarray(solution.potential_b)
        plan = np.exp((f[:, None] + g[None, :] - squared_distances(x, y)) / epsilon) / (len(x) * len(y))
        return plan_facts(plan, x, y, iterations)

    return solver_job(run, facts_of)


TASKS = {"annealed": annealed}
