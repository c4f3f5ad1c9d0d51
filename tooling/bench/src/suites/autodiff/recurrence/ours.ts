import {
  add,
  exp,
  grad,
  logSumExp,
  multiply,
  onExecutor,
  type ScanOptions,
  scan,
  slice,
  sqrt,
  square,
  subtract,
  sum,
  type Tensor,
} from '@monge/autodiff';
import { type Executor, fromData, zeros } from '@monge/ndarray';
import type { Computation } from '../../../computation.js';
import { joined } from '../../floats.js';
import {
  MEMORY,
  PARTICLES,
  type ParticleFilter,
  SERIES,
  SHRINKAGE,
  SPREAD,
  STEPS,
} from './particle-filter.js';

interface Parameters {
  readonly mu: Tensor;
  readonly phi: Tensor;
  readonly logSigma: Tensor;
}

/** The particles, the logarithms of their weights, and the log evidence so far. */
type State = readonly [x: Tensor, logWeights: Tensor, total: Tensor];

/** What is new in a step. */
type Input = readonly [y: Tensor, noise: Tensor, jitter: Tensor];

const rows = { axis: -1, keepDims: true } as const;

function step({ mu, phi, logSigma }: Parameters, [x, logWeights, total]: State, [y, e, u]: Input): State {
  const moved = add(add(mu, multiply(phi, subtract(x, mu))), multiply(exp(logSigma), e));
  const z = multiply(y, exp(multiply(-0.5, moved)));
  const scores = add(logWeights, multiply(-0.5, add(square(z), moved)));
  const evidence = logSumExp(scores, rows);
  const normalised = subtract(scores, evidence);
  const weights = exp(normalised);
  const mean = sum(multiply(weights, moved), rows);
  const centred = subtract(moved, mean);
  const deviation = sqrt(sum(multiply(weights, square(centred)), rows));
  const smoothed = add(add(mean, multiply(SHRINKAGE, centred)), multiply(SPREAD, multiply(deviation, u)));
  return [smoothed, multiply(MEMORY, normalised), add(total, evidence)];
}

const start: State = [zeros([SERIES, PARTICLES]), zeros([SERIES, PARTICLES]), zeros([SERIES, 1])];

/** With a loop of JavaScript. */
export function ourLoop(filter: ParticleFilter, executor?: Executor): Computation {
  const [observations, noise, jitter] = inputs(filter);
  const steps = Array.from(
    { length: STEPS },
    (_, t): Input => [slice(observations, t), slice(noise, t), slice(jitter, t)],
  );
  return gradientOf(filter, executor, (parameters) =>
    steps.reduce<State>((state, input) => step(parameters, state, input), start),
  );
}

/** With `scan`, which can remember less. */
export function ourScan(filter: ParticleFilter, options: ScanOptions, executor?: Executor): Computation {
  const series = inputs(filter);
  return gradientOf(filter, executor, (parameters) => {
    const [state] = scan<State, Input, null>(
      (before, input) => [step(parameters, before, input), null],
      start,
      series,
      options,
    );
    return state;
  });
}

function gradientOf(
  filter: ParticleFilter,
  executor: Executor | undefined,
  run: (parameters: Parameters) => State,
): Computation {
  const followed = grad((parameters: Parameters) => sum(run(parameters)[2]));
  const column = (values: Float64Array) => fromData(values, [SERIES, 1]);
  const given = { mu: column(filter.mu), phi: column(filter.phi), logSigma: column(filter.logSigma) };
  const work = () => followed(given);
  const gradient = executor === undefined ? work : onExecutor(work, executor);
  return {
    run: gradient,
    answer() {
      const { mu, phi, logSigma } = gradient();
      return joined([mu.data, phi.data, logSigma.data]);
    },
  };
}

function inputs({ observations, noise, jitter }: ParticleFilter): Input {
  return [
    fromData(observations, [STEPS, SERIES, 1]),
    fromData(noise, [STEPS, SERIES, PARTICLES]),
    fromData(jitter, [STEPS, SERIES, PARTICLES]),
  ];
}
