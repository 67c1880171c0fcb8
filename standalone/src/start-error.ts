/** Why a start is not possible, in one sentence that a person can act on. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
