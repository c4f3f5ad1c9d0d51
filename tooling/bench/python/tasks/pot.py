"""POT: `ot.sinkhorn` from points to a plan, one problem or many in a loop, and `ot.batch.solve_batch`.

POT stops on the L2 norm of one marginal's error, every ten iterations; a batch when its last problem does. Here it is
told to do exactly the iterations that reach the L1 error asked for; they are found out beforehand.
"""

import functools

import numpy as np
import ot
import torch
from ot.batch import dist_batch, solve_batch
from ot.utils import unif

from tasks.job import solver_job
from tasks.marginals import iterations_to, plan_facts, plans_facts

torch.set_num_threads(1)

VERSION = ot.__version__


def plan_of(x, y, epsilon, iterations, method="sinkhorn"):
    costs = ot.dist(x, y)
    return ot.sinkhorn(
        unif(len(x)), unif(len(y)), costs, epsilon, method=method, numItermax=iterations, stopThr=0, warn=False
    )


def sinkhorn(x, y, epsilon, threshold, method):
    iterations = iterations_to(threshold, x, y, epsilon)
    return solver_job(
        lambda: plan_of(x, y, epsilon, iterations, method),
        lambda plan: plan_facts(plan, x, y, iterations),
    )


def loop(x, y, epsilon, threshold):
    """Each problem with the iterations that it takes."""
    iterations = [iterations_to(threshold, *pair, epsilon) for pair in zip(x, y)]

    def run():
        return [plan_of(*pair, epsilon, count) for *pair, count in zip(x, y, iterations)]

    return solver_job(run, lambda plans: plans_facts(plans, x, y, iterations))


def batch(x, y, epsilon, threshold, method):
    """On tensors of PyTorch, as fast as NumPy's arrays or faster. It updates the source's scaling first."""
    iterations = max(iterations_to(threshold, *pair, epsilon) for pair in zip(y, x))
    x_tensor, y_tensor = torch.from_numpy(x), torch.from_numpy(y)

    def run():
        costs = dist_batch(x_tensor, y_tensor)
        return solve_batch(costs, epsilon, max_iter=iterations, tol=0, method=method, grad="detach").plan

    return solver_job(run, lambda plans: plans_facts(np.asarray(plans), x, y, [iterations] * len(x)))


TASKS = {
    "sinkhorn": functools.partial(sinkhorn, method="sinkhorn"),
    "sinkhorn_log": functools.partial(sinkhorn, method="sinkhorn_log"),
    "loop": loop,
    "batch": functools.partial(batch, method="sinkhorn"),
    "batch_log": functools.partial(batch, method="log_sinkhorn"),
}
