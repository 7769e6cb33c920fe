import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import type { GateReport } from '../analysis/gates/gateReport';
import { gatesSlide } from './gatesSlide';

const input = await exampleDeckInput();
const baklava = input.gates?.gates.find((one) => one.environment === 'baklava');
if (!baklava) throw new Error('the example has a gate');
const slideOf = (gates: GateReport[]) => input.gates && gatesSlide({ ...input, gates: { ...input.gates, gates } });

test('the gate nearest to production, with numbers and a week in the chart for each week', () => {
  const slide = gatesSlide(input);
  const { stopped, tried } = baklava.revisions;
  expect(slide?.headline).toBe(`baklava stopped ${String(stopped)}\u00a0revisions before dumpling`);
  expect(slide?.numbers.map((one) => one.after)).toEqual(['100\u00a0%', String(stopped), '12\u00a0min']);
  expect(slide?.numbers[1]?.detail).toContain(`of ${String(tried)} tried`);
  expect(slide?.chart?.categories).toEqual(input.facts.weeks.map((week) => week.id));
  expect(slide?.notes).toContain('pasty · internal dogfooding: passed it first 100');
});

test('what went past is said, also where nothing was stopped', () => {
  const deployments = {
    ...baklava.deployments,
    passed: 8,
    failed: 1,
    skipped: 3,
    unknown: 2,
    total: 14,
    coverage: 8 / 12,
  };
  const slide = slideOf([{ ...baklava, deployments, revisions: { ...baklava.revisions, stopped: 0 } }]);
  expect(slide?.headline).toBe('8 of 12\u00a0deployments to dumpling passed baklava first');
  expect(slide?.numbers[0]).toMatchObject({
    after: '67\u00a0%',
    detail: '8 of 12 deployments · 3 never tried there · 1 had only failed there · 2 not known',
  });
});

test('no slide without a gate, or without a deployment of which anything is known', () => {
  expect(slideOf([])).toBeNull();
  expect(slideOf([{ ...baklava, deployments: { ...baklava.deployments, total: 3, unknown: 3 } }])).toBeNull();
});
