"""POT: `ot.sinkhorn` from points to a plan.

POT stops on the L2 norm of the target's marginal error, every ten iterations. Here it is told to do exactly the
iterations that reach the L1 error asked for; they are found out beforehand.
"""

import functools

import ot
from ot.utils import unif

from tasks.job import solver_job
from tasks.marginals import iterations_to, plan_facts

VERSION = ot.__version__


def sinkhorn(x, y, epsilon, threshold, method):
    iterations = iterations_to(threshold, x, y, epsilon)

    def run():
        costs = ot.dist(x, y)
        return ot.sinkhorn(
            unif(len(x)), unif(len(y)), costs, epsilon, method=method, numItermax=iterations, stopThr=0, warn=False
        )

    return solver_job(run, lambda plan: plan_facts(plan, x, y, iterations))


TASKS = {
    "sinkhorn": functools.partial(sinkhorn, method="sinkhorn"),
    "sinkhorn_log": functools.partial(sinkhorn, method="sinkhorn_log"),
}
