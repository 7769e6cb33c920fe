import type { Bridge } from '../main/ipc/contract';

declare global {
  interface Window {
    /** What the preload gives the page, and nothing else. */
    readonly shiplapse: Bridge;
  }
}
