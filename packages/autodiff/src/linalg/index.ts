// Factors of matrices, and solving with them.

export { cholesky } from './cholesky.js';
export { choleskyLogdet } from './cholesky-logdet.js';
export { choleskySolve } from './cholesky-solve.js';
export { det } from './det.js';
export { inv } from './inv.js';
export { type QR, qr } from './qr.js';
export { type SignedLogDeterminant, slogdet } from './slogdet.js';
export { solve } from './solve.js';
export { solveTriangular } from './solve-triangular.js';

// Eigenvalues and singular values.

export { eigh, eigvalsh, type SymmetricEigen } from './eigh.js';

export { type LeastSquares, lstsq } from './lstsq.js';
export { pinv } from './pinv.js';
export { type SingularValueDecomposition, svd, svdvals } from './svd.js';

// Functions of matrices.

export { expm } from './expm.js';
export { logm } from './logm.js';
export { mapEigenvalues } from './map-eigenvalues.js';
export { sqrtm } from './sqrtm.js';

// Parts and products.

export { einsum } from '../ops/products/einsum.js';
export { diag } from '../ops/shape/diag.js';
export { diagonal } from '../ops/shape/diagonal.js';
export { trace } from '../ops/shape/trace.js';
export { tril, triu } from '../ops/shape/triangles.js';
export { kron } from './kron.js';

// Options, which are those of `@monge/ndarray/linalg`.

export type {
  DiagonalOptions,
  ExpmOptions,
  LogmOptions,
  ProductOptions,
  RankOptions,
  SolveTriangularOptions,
  SqrtmOptions,
} from '@monge/ndarray/linalg';
