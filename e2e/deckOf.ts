import type { Page } from '@playwright/test';
import type { Deck, Slide } from '../main/domain/deck/deck';
import type { Bridge } from '../main/ipc/contract';

declare global {
  interface Window {
    shiplapse: Bridge;
  }
}

/** The deck the app itself has of a retro, and the slides of it that are shown. */
export async function deckOf(page: Page, retro = 'example'): Promise<{ deck: Deck; shown: Slide[] }> {
  const result = await page.evaluate((name) => window.shiplapse.deck({ retro: name }), retro);
  if (!result.ok) throw new Error(result.failure.sentence);
  return { deck: result.value, shown: result.value.slides.filter(({ hidden }) => !hidden) };
}
