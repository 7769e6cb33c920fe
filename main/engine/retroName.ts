import { FailureError } from '../failure';

const allowed = /^[A-Za-z0-9._-]{1,100}$/;

/** Refuses a name the store cannot keep, with a sentence that says which would do. */
export function checkRetroName(name: string): string {
  if (isRetroFile(name)) {
    const sentence = `“${name}” is the path of a retro file; in the store a retro has a name that does not end in .shiplapse.`;
    throw new FailureError('wrong_usage', sentence);
  }
  if (allowed.test(name) && !/^\.+$/.test(name)) return name;
  throw new FailureError(
    'wrong_usage',
    `“${name}” cannot be the name of a retro: use letters, digits, “.”, “-” and “_”, 100 at most.`,
  );
}

/** Names ending in `.shiplapse` are paths of retro files, never names in the store. */
export function isRetroFile(name: string): boolean {
  return name.toLowerCase().endsWith('.shiplapse');
}
