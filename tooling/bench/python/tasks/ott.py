"""OTT-JAX: from points to potentials, soft sorting and divergences, compiled beforehand.

Its own rule stops at an L1 marginal error, checked every ten iterations; the defaults are kept, and beside them its
Anderson acceleration, of the variants that it has the fastest on these problems.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np
import ott
from jax.interpreters import batching
from ott.geometry import pointcloud
from ott.initializers.linear.initializers import DefaultInitializer
from ott.solvers import linear
from ott.solvers.linear.acceleration import AndersonAcceleration
from ott.tools import soft_sort
from ott.tools.sinkhorn_divergence import sinkhorn_divergence

from tasks.job import answering_job, solver_job
from tasks.marginals import plan_facts, squared_distances

jax.config.update("jax_enable_x64", True)

VERSION = ott.__version__

MOST_ITERATIONS = 10_000


def compiled(function, *arrays):
    executable = jax.jit(function).lower(*arrays).compile()
    return lambda: jax.block_until_ready(executable(*arrays))


def sinkhorn(x, y, epsilon, threshold, **options):
    def solve(x, y):
        geometry = pointcloud.PointCloud(x, y, epsilon=epsilon)
        solution = linear.solve(geometry, threshold=threshold, max_iterations=MOST_ITERATIONS, **options)
        return solution.f, solution.g, solution.n_iters

    def facts_of(outcome):
        f, g, iterations = map(np.asarray, outcome)
        plan = np.exp((f[:, None] + g[None, :] - squared_distances(x, y)) / epsilon)
        return plan_facts(plan, x, y, iterations)

    return solver_job(compiled(solve, jnp.asarray(x), jnp.asarray(y)), facts_of)


def online(x, y, epsilon, threshold, batch_size):
    """In float32, without the costs in memory; answers with the potentials, for weights of their own: P = a b exp(…)."""
    from jax._src.interpreters.batching import is_vmappable

    # OTT-JAX 0.6 looks it up here, where JAX 0.10 no longer has it.
    batching.is_vmappable = is_vmappable
    n = len(x)

    def solve(x, y):
        geometry = pointcloud.PointCloud(x, y, epsilon=epsilon, batch_size=batch_size)
        solution = linear.solve(geometry, threshold=threshold, max_iterations=MOST_ITERATIONS)
        return jnp.concatenate([solution.f, solution.g]) + epsilon * jnp.log(n), solution.n_iters

    run = compiled(solve, jnp.asarray(x, jnp.float32), jnp.asarray(y, jnp.float32))
    return answering_job(run, lambda outcome: outcome[0], lambda outcome: {"iterations": int(outcome[1])})


def weighted_soft_sort(values, weights, epsilon):
    """The gradient is implicit, by a linear solve. From zero: the start that `sort` has cannot be differentiated."""

    def loss(values, weights):
        return weights @ soft_sort.sort(
            values, epsilon=epsilon, max_iterations=MOST_ITERATIONS, initializer=DefaultInitializer()
        )

    return answering_job(compiled(jax.value_and_grad(loss), jnp.asarray(values), jnp.asarray(weights)), joined)


def divergence(x, y, epsilon, threshold, differentiate):
    def value(x, y):
        options = {"threshold": threshold, "max_iterations": MOST_ITERATIONS}
        return sinkhorn_divergence(pointcloud.PointCloud, x, y, epsilon=epsilon, solve_kwargs=options)[0]

    function = jax.value_and_grad(value) if differentiate else lambda x, y: (value(x, y),)
    return answering_job(compiled(function, jnp.asarray(x), jnp.asarray(y)), joined)


def joined(outcome):
    """Several arrays as one answer, one after another."""
    return np.concatenate([np.ravel(array) for array in outcome])


TASKS = {
    "log": functools.partial(sinkhorn, lse_mode=True),
    "anderson": functools.partial(sinkhorn, lse_mode=True, anderson=AndersonAcceleration(memory=5)),
    "kernel": functools.partial(sinkhorn, lse_mode=False),
    "online": online,
    "soft_sort": weighted_soft_sort,
    "divergence": functools.partial(divergence, differentiate=False),
    "divergence_gradient": functools.partial(divergence, differentiate=True),
}
