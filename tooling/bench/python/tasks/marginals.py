"""How far a transport plan between uniform weights is from its marginals, and what it costs."""

import numpy as np


def squared_distances(x, y):
    return sum((x[:, k, None] - y[None, :, k]) ** 2 for k in range(x.shape[1]))


def plan_facts(plan, x, y, iterations):
    """The facts that every solver reports: iterations, the larger of the two L1 marginal errors, <P, C>."""
    n, m = plan.shape
    source = np.abs(plan.sum(1) - 1 / n).sum()
    target = np.abs(plan.sum(0) - 1 / m).sum()
    return {
        "iterations": int(iterations),
        "error": float(max(source, target)),
        "cost": float(np.einsum("ij,ij->", plan, squared_distances(x, y))),
    }


def plans_facts(plans, x, y, iterations):
    """Those of many problems: the largest of the errors, iterations and costs in the mean."""
    facts = [plan_facts(*problem) for problem in zip(plans, x, y, iterations)]
    return {
        "iterations": float(np.mean([one["iterations"] for one in facts])),
        "error": max(one["error"] for one in facts),
        "cost": float(np.mean([one["cost"] for one in facts])),
    }


def iterations_to(threshold, x, y, epsilon):
    """The number of Sinkhorn iterations after which the L1 marginal error is at most `threshold`.

    One iteration updates the target's scaling, then the source's, as POT's do; the error is the target's.
    """
    n, m = len(x), len(y)
    kernel = np.exp(squared_distances(x, y) / -epsilon)
    u, iterations, error = np.full(n, 1 / n), 0, np.inf
    column_sums = kernel.T @ u
    while error > threshold:
        v = 1 / m / column_sums
        u = 1 / n / (kernel @ v)
        column_sums = kernel.T @ u
        error = np.abs(v * column_sums - 1 / m).sum()
        iterations += 1
    return iterations
