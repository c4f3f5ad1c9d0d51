export { exposeTraining } from './expose-training.js';
export { type TrainInWorkerOptions, trainInWorker } from './train-in-worker.js';
export type {
  AnyTrainingFunction,
  ConfigOf,
  ProgressOf,
  ResultOf,
  TrainingFunction,
  TrainingSession,
} from './training-function.js';
export type { AnyWorker, NodeWorker, WebWorker } from './worker-loss.js';
