"""Derivatives with PyTorch, eager: a call of `torch.compile` costs more than the small cases, and needs a C++ compiler."""

import torch

from tasks.torch_job import joined, tensor_job, tensors


def chain(y, a, b, steps, dtype):
    leaves = [leaf.requires_grad_() for leaf in tensors(dtype, y, a, b)]

    def run():
        state, factor, term = leaves
        for _ in range(steps):
            state = torch.tanh(state * factor + term)
        return torch.autograd.grad(state.sum(), leaves)

    return tensor_job(run, joined)


def rosenbrock(x):
    (x,) = tensors("float64", x)
    x.requires_grad_()

    def run():
        head, tail = x[:-1], x[1:]
        return torch.autograd.grad((100 * (tail - head**2) ** 2 + (1 - head) ** 2).sum(), x)

    return tensor_job(run, joined)


def particle_filter(mu, phi, log_sigma, observations, noise, jitter):
    """Kernel-smoothed particle filters of several series at once: 30 operations a step."""
    parameters = [leaf.requires_grad_() for leaf in tensors("float64", mu, phi, log_sigma)]
    observations, noise, jitter = tensors("float64", observations, noise, jitter)
    start, zero = torch.zeros_like(noise[0]), torch.zeros_like(observations[0])

    def run():
        mu, phi, log_sigma = parameters
        x, log_weights, total = start, start, zero
        for y, e, u in zip(observations, noise, jitter, strict=True):
            x = mu + phi * (x - mu) + torch.exp(log_sigma) * e
            z = y * torch.exp(-0.5 * x)
            log_weights = log_weights + -0.5 * (torch.square(z) + x)
            evidence = torch.logsumexp(log_weights, -1, keepdim=True)
            log_weights = log_weights - evidence
            weights = torch.exp(log_weights)
            mean = torch.sum(weights * x, -1, keepdim=True)
            centred = x - mean
            deviation = torch.sqrt(torch.sum(weights * torch.square(centred), -1, keepdim=True))
            x = mean + 0.98 * centred + 0.2 * (deviation * u)
            log_weights = 0.5 * log_weights
            total = total + evidence
        return torch.autograd.grad(total.sum(), parameters)

    return tensor_job(run, joined)


def training_step(x, y, learning_rate, checked_steps, threads, **parameters):
    """A whole step of Adam, in its fused form, the fastest here. The answer is the gradient at the start, and the losses of the first steps."""
    x, y = tensors("float32", x, y)

    def start():
        model = network(parameters)
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, fused=True)

        def step():
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(x), y)
            loss.backward()
            optimizer.step()
            return loss

        return model, step

    def answer_of(_):
        model, step = start()
        losses = [step().detach()]
        gradient = [each.grad.mT.clone() if each.ndim == 2 else each.grad.clone() for each in model.parameters()]
        losses += [step().detach() for _ in range(checked_steps - 1)]
        return joined([*gradient, *losses])

    return tensor_job(on_threads(threads, start()[1]), answer_of)


def divergence(x, signs, **parameters):
    model = network(parameters)
    x, signs = tensors("float32", x, signs)

    @torch.no_grad()
    def run():
        value, tangent = torch.func.jvp(model, (x,), (signs,))
        return value, (signs * tangent).sum(-1)

    # The first call loads the rules, which takes a second.
    run()
    return tensor_job(run, joined)


def forward(x, signs, **parameters):
    model = network(parameters)
    (x,) = tensors("float32", x)
    return tensor_job(torch.no_grad()(lambda: model(x)), lambda value: value.reshape(-1))


def network(parameters):
    """Linear layers with SiLU between them, from weights w0, w1 ... of shape [inputs, outputs] and biases b0, b1 ..."""
    layers = []
    for k in range(len(parameters) // 2):
        w, b = tensors("float32", parameters[f"w{k}"], parameters[f"b{k}"])
        layer = torch.nn.Linear(*w.shape)
        with torch.no_grad():
            layer.weight.copy_(w.T)
            layer.bias.copy_(b)
        layers += [layer, torch.nn.SiLU()]
    return torch.nn.Sequential(*layers[:-1])


def on_threads(threads, run):
    """The same on so many threads, and one thread for all that comes after."""

    def work():
        torch.set_num_threads(threads)
        outcome = run()
        torch.set_num_threads(1)
        return outcome

    return work


TASKS = {
    "chain": chain,
    "rosenbrock": rosenbrock,
    "particle-filter": particle_filter,
    "training-step": training_step,
    "divergence": divergence,
    "network": forward,
}
