"""NumPy with the BLAS of its wheel, one thread."""

import numpy as np

from tasks.job import answering_job

VERSION = np.__version__


def matmul(a, b, dtype):
    a, b = a.astype(dtype), b.astype(dtype)
    return answering_job(lambda: np.matmul(a, b))


def elementwise(x, operation, dtype, copies):
    block = len(x)
    x = np.tile(x.astype(dtype), copies)
    if operation == "sum":
        return answering_job(lambda: np.sum(x), lambda total: np.array([total]))
    function, out = getattr(np, operation), np.empty_like(x)
    return answering_job(lambda: function(x, out=out), lambda y: y[-block:])


def kernel_iteration(x, y, a, v, epsilon, dtype):
    squared = sum((x[:, k, None] - y[None, :, k]) ** 2 for k in range(x.shape[1]))
    kernel = np.exp(squared / -epsilon).astype(dtype)
    a, v = a.astype(dtype), v.astype(dtype)
    return answering_job(lambda: kernel.T @ (a / (kernel @ v)))


def normals(n, dtype):
    draw, out = np.random.default_rng(1), np.empty(n, dtype)
    return answering_job(lambda: draw.standard_normal(dtype=dtype, out=out))


def call(x, y, call):
    return answering_job((lambda: np.add(x, y)) if call == "add" else (lambda: np.exp(x)))


TASKS = {
    "matmul": matmul,
    "elementwise": elementwise,
    "kernel-iteration": kernel_iteration,
    "normals": normals,
    "cholesky": lambda a: answering_job(lambda: np.linalg.cholesky(a)),
    "eigh": lambda a: answering_job(lambda: np.linalg.eigh(a), lambda eigen: eigen.eigenvalues),
    "call": call,
}
