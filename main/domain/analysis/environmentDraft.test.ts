import { describe, expect, test } from 'vitest';
import { environmentInName, guessRole } from './environments/roleWords';
import type { EnvironmentMap } from '../retro/environmentMap';
import { EnvironmentDraft } from './environmentDraft';
import type { Run } from '../history/records';
import { run, stage, t } from './testing/records';

test.each([
  ['production', 'production'],
  ['Prod-EU', 'production'],
  ['pre-prod', 'staging'],
  ['preProduction', 'staging'],
  ['uat', 'staging'],
  ['non-prod', 'test'],
  ['qa2', 'other'],
  ['qa', 'test'],
  ['product-catalogue', 'other'],
  ['pasty', 'other'],
])('%s is %s', (name, role) => expect(guessRole(name)).toBe(role));

test.each([
  ['deploy-dumpling', 'dumpling'],
  ['Deploy to Prod', 'prod'],
  ['DeployStaging', 'staging'],
  ['production', 'production'],
  ['deploy', null],
  ['build', null],
  ['test', null],
  ['run all the production smoke tests', null],
])('%s deploys to %s', (name, expected) => expect(environmentInName(name)).toBe(expected));

describe('the first environment map', () => {
  test('names on records go first, the busiest first, review apps left out', () => {
    const at = (id: string, environment: string) => run(id, { environment, finishedAt: t('2024-01-01') });
    const runs = [at('a', 'staging'), at('b', 'prod-eu'), at('c', 'prod-eu'), at('d', 'review/login')];
    expect(draftOf(runs, 'Europe/Berlin')).toEqual({
      zone: 'Europe/Berlin',
      environments: [
        {
          name: 'prod-eu',
          label: 'production',
          role: 'production',
          group: 'prod-eu',
          match: [{ environment: 'prod-eu' }],
        },
        { name: 'staging', label: 'staging', role: 'staging', group: 'staging', match: [{ environment: 'staging' }] },
      ],
      tracks: [],
      targets: [],
    });
  });

  test('else pipelines and stages whose names say where they deploy to', () => {
    const runs = [
      run('deploy-dumpling/1', { stages: [stage('deploy', 'passed'), stage('production', 'passed')] }),
      run('build/1', { stages: [stage('unit', 'passed'), stage('deploy-baklava', 'passed')] }),
      run('nightly/1', { stages: [stage('deploy-baklava', 'passed')] }),
    ];
    expect(draftOf(runs).environments.map(({ name, match }) => [name, match])).toEqual([
      [
        'baklava',
        [
          { pipeline: 'build', stage: 'deploy-baklava' },
          { pipeline: 'nightly', stage: 'deploy-baklava' },
        ],
      ],
      ['dumpling', [{ pipeline: 'deploy-dumpling' }]],
    ]);
  });
});

function draftOf(runs: readonly Run[], zone = 'UTC'): EnvironmentMap {
  const draft = new EnvironmentDraft();
  for (const one of runs) draft.see(one);
  return draft.map(zone);
}
