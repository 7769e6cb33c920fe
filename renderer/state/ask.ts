import type { Result } from '../../main/ipc/contract';
import { toasts } from './toasts.svelte';

/** The value of a call to the main process; null, and a message to the user, where it failed. */
export async function ask<T>(call: Promise<Result<T>>): Promise<T | null> {
  const result = await call;
  if (result.ok) return result.value;
  // Somebody pressed "cancel": they know.
  if (result.failure.kind !== 'cancelled') toasts.problem(result.failure.sentence);
  return null;
}
