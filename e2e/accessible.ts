import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './launch';
import { settled } from './steps';

/** What the accessibility checker says of the page as it is now: nothing, or which rule is broken where. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await settled(page);
  // Evaluated, not added as a script: the policy of the page forbids scripts of others, and stays on for this test too.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const checker = Reflect.get(window, 'axe') as typeof axe;
    const result = await checker.run(document, { resultTypes: ['violations'] });
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  });
  expect.soft(violations, screen).toEqual([]);
}
