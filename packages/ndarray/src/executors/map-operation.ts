/** The functions of one number that executors compute element by element. */
export type MapOperation =
  | 'cos'
  | 'erf'
  | 'exp'
  | 'expm1'
  | 'gelu'
  | 'log'
  | 'log1p'
  | 'relu'
  | 'sigmoid'
  | 'silu'
  | 'sin'
  | 'softplus'
  | 'sqrt'
  | 'tanh';
