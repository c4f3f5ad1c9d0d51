import { type Absent, orAbsent } from './absent.js';
import { requirePeer, versionOf } from './require-peer.js';

/** A matrix of ml-matrix: float64, an array for each row. */
export interface MlMatrixInstance {
  mmul(other: MlMatrixInstance): MlMatrixInstance;
  to1DArray(): number[];
}

/** As much of `ml-matrix` as the suites use. Plain JavaScript in float64. */
export interface MlMatrix {
  readonly version: string;
  readonly Matrix: {
    from1DArray(rows: number, columns: number, values: ArrayLike<number>): MlMatrixInstance;
  };
  readonly CholeskyDecomposition: new (
    matrix: MlMatrixInstance,
  ) => { readonly lowerTriangularMatrix: MlMatrixInstance };
  readonly EigenvalueDecomposition: new (
    matrix: MlMatrixInstance,
    options: { assumeSymmetric: boolean },
  ) => { readonly realEigenvalues: number[] };
}

export function loadMlMatrix(): Promise<MlMatrix | Absent> {
  return orAbsent(() => {
    const { Matrix, CholeskyDecomposition, EigenvalueDecomposition }: Omit<MlMatrix, 'version'> =
      requirePeer('ml-matrix');
    return { version: versionOf('ml-matrix'), Matrix, CholeskyDecomposition, EigenvalueDecomposition };
  });
}
