// Factors of matrices, and solving with them.

export { cholesky } from './cholesky.js';
export { choleskyLogdet } from './cholesky-logdet.js';
export { choleskySolve } from './cholesky-solve.js';
export { det, type SignedLogDeterminant, slogdet } from './det.js';
export { inv } from './inv.js';
export { type QR, qr } from './qr.js';
export { solve } from './solve.js';
export { type SolveTriangularOptions, solveTriangular } from './solve-triangular.js';

// Eigenvalues and singular values.

export { eigh, eigvalsh, type SymmetricEigen } from './eigh.js';
export type { RankOptions } from './internal/rank.js';
export { type LeastSquares, lstsq } from './lstsq.js';
export { matrixRank } from './matrix-rank.js';
export { pinv } from './pinv.js';
export { type SingularValueDecomposition, svd, svdvals } from './svd.js';

// Functions of matrices.

export { type ExpmOptions, expm } from './expm.js';
export type { ProductOptions } from './internal/multiplier.js';
export { type LogmOptions, logm } from './logm.js';
export { mapEigenvalues } from './map-eigenvalues.js';
export { type SqrtmOptions, sqrtm } from './sqrtm.js';

// Parts and products.

export { type DiagonalOptions, diag, diagonal } from './diagonal.js';
export { kron } from './kron.js';
export { trace } from './trace.js';
export { tril, triu } from './triangles.js';
