/** What `make` returns; an error that it throws says of which problem. */
export function inProblem<T>(k: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message} (problem ${k} of the batch)`;
    throw error;
  }
}
