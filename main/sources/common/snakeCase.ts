import { isFields } from './fields';

/**
 * A reply with its field names as the REST reply of the same server writes them (`startedAt` as `started_at`), and the
 * `edges` and `nodes` that GraphQL puts around lists taken off.
 */
export function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(snakeCased);
  if (!isFields(value)) return value;
  if (Array.isArray(value.edges)) {
    return (value.edges as unknown[]).map((edge) => snakeCased(isFields(edge) ? edge.node : edge));
  }
  if (Array.isArray(value.nodes)) return (value.nodes as unknown[]).map(snakeCased);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [snake(key), snakeCased(each)]));
}

function snake(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, (_, before: string, letter: string) => `${before}_${letter.toLowerCase()}`);
}
