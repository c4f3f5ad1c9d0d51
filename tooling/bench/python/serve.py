"""Lets the benchmarks time a Python library without timing Python's start: `python serve.py LIBRARY`.

The first line written says {"version": ...}, or {"absent": reason} where the library cannot be imported. From then on
a JSON object a line is answered by a JSON object a line:

    {"open": task, "arrays": {...}, "parameters": {...}}  sets a task up
        {"job": number, "facts": {...}, "seconds": of one execution while setting up or null, "result": array or null}
    {"time": number, "atLeast": seconds}  runs it for a while
        {"seconds": of one execution}
    {"clear": true}  forgets all tasks
        {}

An array is {"shape": [...], "base64": little-endian float64}. The modules in `tasks` define TASKS, functions from
arrays and parameters to a Job, and VERSION. Threads are pinned by the environment that the harness sets.
"""

import base64
import importlib
import json
import os
import sys
import time
import traceback
import warnings

# Libraries may print; only answers go to standard output.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def tell(message):
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def decode(array):
    import numpy as np

    return np.frombuffer(base64.b64decode(array["base64"]), dtype="<f8").reshape(array["shape"]).copy()


def encode(array):
    import numpy as np

    array = np.ascontiguousarray(array, dtype="<f8")
    return {"shape": array.shape, "base64": base64.b64encode(array.tobytes()).decode()}


def seconds_of(run, at_least):
    """Seconds of one execution, as the mean of as many as fit into `at_least` seconds.

    They run in batches, each half of what there is still time for: the clock takes as long as a short task.
    """
    runs, elapsed = 0, 0
    start = time.perf_counter()
    while elapsed < at_least:
        batch = max(1, int(runs * (at_least / elapsed - 1) / 2)) if elapsed else 1
        for _ in range(batch):
            run()
        runs += batch
        elapsed = time.perf_counter() - start
    return elapsed / runs


def handle(request, tasks, jobs):
    match request:
        case {"open": task, "arrays": arrays, "parameters": parameters}:
            job = tasks[task](**{name: decode(array) for name, array in arrays.items()}, **parameters)
            jobs.append(job)
            result = None if job.result is None else encode(job.result)
            return {"job": len(jobs) - 1, "facts": job.facts, "seconds": job.seconds, "result": result}
        case {"time": number, "atLeast": at_least}:
            return {"seconds": seconds_of(jobs[number].run, at_least)}
        case {"clear": True}:
            jobs.clear()
            return {}


def main(library):
    warnings.simplefilter("ignore")
    try:
        module = importlib.import_module(f"tasks.{library}")
    except Exception as error:
        tell({"absent": f"{type(error).__name__}: {error}"})
        return
    tell({"version": module.VERSION})
    jobs = []
    for line in sys.stdin:
        try:
            tell(handle(json.loads(line), module.TASKS, jobs))
        except Exception:
            tell({"error": traceback.format_exc()})


if __name__ == "__main__":
    main(sys.argv[1])
