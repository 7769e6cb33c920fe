import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isZone, parseWhen } from '../domain/time/zone';
import type { Instant } from '../domain/history/records';
import { UsageError } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Takes the options out of a command's words; anything unknown is wrong usage, said in a sentence. */
export function parseWords<T extends Options>(words: string[], options: T) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = error instanceof Error ? error.message.split(/\. |\n/)[0] : 'The options could not be read';
    throw new UsageError(`${sentence ?? ''}.`);
  }
}

/** The one positional a command needs (and those it allows after it). */
export function required(positionals: string[], what: string, most = 1): string {
  const [first] = positionals;
  if (first === undefined) throw new UsageError(`Name ${what}.`);
  if (positionals.length > most) throw new UsageError(`“${positionals[most] ?? ''}” is one word too many.`);
  return first;
}

/** An instant with its zone, or a date: its midnight in the retro's zone. */
export function when(text: string | undefined, option: string, zone: string): Instant | null {
  if (text === undefined) return null;
  const instant = parseWhen(text, zone);
  if (instant !== null) return instant;
  throw new UsageError(
    `${option} wants a date such as 2024-03-01 or an instant such as 2024-03-01T09:00:00Z, not “${text}”.`,
  );
}

/** `--since` is in, `--until` is out. */
export function range(
  values: { since?: string | undefined; until?: string | undefined },
  zone: string,
): { since: Instant | null; until: Instant | null } {
  const since = when(values.since, '--since', zone);
  const until = when(values.until, '--until', zone);
  if (since !== null && until !== null && until < since) throw new UsageError('--until lies before --since.');
  return { since, until };
}

/** A command that takes options only. */
export function none(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`“${positionals[0] ?? ''}” is one word too many.`);
}

export function zoneOption(text: string | undefined): string | undefined {
  if (text === undefined || isZone(text)) return text;
  throw new UsageError(`--zone wants the name of a time zone such as Europe/Berlin, not “${text}”.`);
}

export function oneOf<T extends string>(
  text: string | undefined,
  option: string,
  allowed: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} is one of ${allowed.join(', ')}, not “${text}”.`);
}
