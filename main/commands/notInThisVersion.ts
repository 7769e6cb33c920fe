import { FailureError } from '../failure';
import type { Command } from './command';

/** A command that is promised but not built yet says so, with status 2, rather than pretending. */
export function notInThisVersion(name: string, summary: string): Command {
  return {
    name,
    summary: `${summary} (not in this version)`,
    usage: name,
    run() {
      throw new FailureError('not_in_this_version', `“${name}” is not in this version.`);
    },
  };
}
