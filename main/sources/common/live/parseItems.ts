import type { Rejection } from '../../source';
import { Unusable } from '../fields';

/** The items that can be used, and the others with their reasons. */
export function parseItems<T>(items: unknown[], url: string, parse: (item: unknown) => T) {
  const parsed: T[] = [];
  const rejected: Rejection[] = [];
  for (const item of items) {
    try {
      parsed.push(parse(item));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      rejected.push({ where: url, id: error.id, reason: error.message });
    }
  }
  return { parsed, rejected };
}
