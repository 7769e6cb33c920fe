import { FailureError, type Failure } from '../../../failure';

/** Counts the parts in a row for which the server could not be reached. */
export interface Reached {
  unreached: number;
}

/** After so many parts in a row the server is taken to be gone. */
const unreachedAtMost = 3;
const overForAll = ['cancelled', 'bad_token', 'rate_limited', 'storage', 'read_only'];

/** A failure of one part. What nothing else would survive either (a stop, no server) is thrown on. */
export function partFailure(reached: Reached, error: unknown, part: string): Failure {
  if (!(error instanceof FailureError) || overForAll.includes(error.kind)) throw error;
  if (error.kind === 'offline') reached.unreached += 1;
  if (reached.unreached >= unreachedAtMost) throw error;
  return { ...error.failure, sentence: `${part} could not be read to the end. ${error.message}` };
}
