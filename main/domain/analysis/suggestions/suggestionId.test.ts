import { describe, expect, it } from 'vitest';
import type { Detected, Suggestion } from './detected';
import { isDecided, suggestionId } from './suggestionId';

const at = (text: string): number => Date.parse(`${text}T12:00:00Z`);

describe('suggestionId', () => {
  it.each([
    ['deployments', at('2024-01-31'), 'deployments@2024-W05'],
    ['gate:copy', at('2021-01-03'), 'gate:copy@2020-W53'],
    ['firstPassYield:a@b/c', 'now' as const, 'firstPassYield:a@b/c@now'],
  ])('%s at %s is %s', (series, when, id) => {
    expect(suggestionId(series, when, 'UTC')).toBe(id);
  });
});

describe('isDecided', () => {
  it.each([
    ['deployments@2024-W05', 'deployments@2024-W05', true],
    ['deployments@2024-W05', 'deployments@2024-W09', true],
    ['deployments@2024-W05', 'deployments@2024-W10', false],
    ['deployments@2024-W02', 'deployments@2023-W50', true],
    ['deployments@2021-W01', 'deployments@2020-W51', true],
    ['deployments@2021-W01', 'deployments@2020-W50', true],
    ['deployments@2021-W01', 'deployments@2020-W49', false],
    ['deployments@2024-W05', 'interval@2024-W05', false],
    ['flaky:a@b@now', 'flaky:a@b@now', true],
    ['flaky:a@now', 'flaky:a@2024-W05', false],
    ['deployments@2024-W05', 'a-note-of-mine', false],
  ])('%s after %s: %s', (id, decided, wanted) => {
    expect(isDecided(one(id), [{ ...one(decided), status: 'dismissed' }])).toBe(wanted);
  });

  it('knows what was told together, whichever led', () => {
    const both = ['deployments', 'interval'];
    expect(isDecided(one('deployments@2024-W05', both), [one('interval@2024-W06', both)])).toBe(true);
    expect(isDecided(one('deployments@2024-W05', both), [one('interval@2024-W06')])).toBe(false);
  });
});

function one(id: string, series: string[] = [id.slice(0, id.lastIndexOf('@'))]): Suggestion {
  const facts = series.map((of) => ({ family: 'rate' as const, series: of, text: '' }));
  const detected: Detected = {
    family: 'rate',
    series: series[0] ?? '',
    facts,
    window: { from: 0, to: 0 },
    strength: 1,
  };
  const words = { title: '', text: '', gained: '', cost: '', author: '' };
  return { id, at: 0, until: null, kind: 'note', ...words, tags: [], anchors: [], status: 'suggested', detected };
}
