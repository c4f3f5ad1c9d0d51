import torch

from tasks.job import answering_job


def tensors(dtype, *arrays):
    return [torch.from_numpy(array).to(getattr(torch, dtype)) for array in arrays]


def tensor_job(run, answer_of=lambda tensor: tensor):
    """A job whose answer is a tensor."""
    return answering_job(run, lambda outcome: answer_of(outcome).detach().double().numpy())


def joined(tensors):
    """Several tensors as one answer, one after another."""
    return torch.cat([tensor.reshape(-1).double() for tensor in tensors])
