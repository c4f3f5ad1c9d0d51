"""PyTorch, one thread."""

import numpy as np
import torch

from tasks import torch_gradients
from tasks.torch_job import tensor_job, tensors

torch.set_num_threads(1)

VERSION = torch.__version__
ROWS = 32


def half_step(x, y, g, b, epsilon, dtype):
    """One half-step of Sinkhorn in log form, in row blocks that stay in the cache (measured: the fastest way)."""
    x, y, g, b = tensors(dtype, x, y, g, b)
    scaled, transposed = x * (2 / epsilon), y.T.contiguous()
    x_norms, y_norms, log_b = (x * x).sum(1), (y * y).sum(1), b.log()

    def run():
        bias = (g - y_norms) / epsilon + log_b
        f = torch.empty_like(x_norms)
        for first in range(0, len(x), ROWS):
            block = slice(first, first + ROWS)
            f[block] = torch.logsumexp(torch.addmm(bias, scaled[block], transposed), 1)
        return x_norms - epsilon * f

    return tensor_job(run)


def half_step_stored(x, y, g, b, epsilon, dtype):
    """The same in one expression on a matrix of costs that is there already: how it is usually written."""
    x, y, g, b = tensors(dtype, x, y, g, b)
    exponents, log_b = torch.cdist(x, y, compute_mode="donot_use_mm_for_euclid_dist").square_().div_(-epsilon), b.log()
    return tensor_job(lambda: -epsilon * torch.logsumexp(exponents + (g / epsilon + log_b), 1))


def matmul(a, b, dtype):
    a, b = tensors(dtype, a, b)
    return tensor_job(lambda: torch.matmul(a, b))


def elementwise(x, operation, dtype, copies):
    block = len(x)
    x = torch.from_numpy(np.tile(x, copies)).to(getattr(torch, dtype))
    if operation == "sum":
        return tensor_job(lambda: torch.sum(x), lambda total: total.reshape(1))
    function, out = getattr(torch, operation), torch.empty_like(x)
    return tensor_job(lambda: function(x, out=out), lambda y: y[-block:])


def normals(n, dtype):
    out = torch.empty(n, dtype=getattr(torch, dtype))
    return tensor_job(lambda: out.normal_())


def call(x, y, call):
    x, y = tensors("float64", x, y)
    return tensor_job((lambda: torch.add(x, y)) if call == "add" else (lambda: torch.exp(x)))


def cholesky(a):
    (a,) = tensors("float64", a)
    return tensor_job(lambda: torch.linalg.cholesky(a))


def eigh(a):
    (a,) = tensors("float64", a)
    return tensor_job(lambda: torch.linalg.eigh(a), lambda eigen: eigen.eigenvalues)


TASKS = {
    "half-step": half_step,
    "half-step-stored": half_step_stored,
    "matmul": matmul,
    "elementwise": elementwise,
    "normals": normals,
    "call": call,
    "cholesky": cholesky,
    "eigh": eigh,
    **torch_gradients.TASKS,
}
