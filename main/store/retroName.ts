import { FailureError } from '../failure';

/** A retro's name is the name of its folder: what some file system would not take is refused everywhere. */
const allowed = /^(?!\.+$)[A-Za-z0-9._-]{1,100}(?<!\.)$/;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export function checkFolderName(name: string): string {
  if (allowed.test(name) && !reserved.test(name)) return name;
  throw new FailureError(
    'wrong_usage',
    `“${name}” cannot be the name of a retro: use letters, digits, “.”, “-” and “_”, 100 at most, no “.” at the end.`,
  );
}
