import type { Instant } from '../domain/history/records';
import { dayMs, hourMs, minuteMs, turns } from './calendar';
import type { StageHabit } from './stages';

const buildFarm = '0f3c1a52-5f0e-4a0f-9d0c-6a1f4be3b101';
const testFarm = '5b7e9d10-92c1-4c0e-8f3e-2f6d0c77a202';
const deployHost = '9a41c7e3-30b8-4e55-b1d2-71c6f80e0303';
const imageBuilder = 'c2d8f6b4-7c19-4b7d-9b52-0e94a1d50404';

/** Chance, changing over time: from one value to another, with the steps the story tells of. */
const share = (at: Instant, steps: [Instant, number][]): number =>
  steps.reduce((value, [from, next]) => (at >= from ? next : value), 0);

/** What the stages of each pipeline were like at a moment: the whole of the invented process in one table. */
export function stagesOf(pipeline: string, at: Instant): StageHabit[] {
  const always = (
    name: string,
    minutes: number,
    fails: number,
    flakes = 0.01,
    more: Partial<StageHabit> = {},
  ): StageHabit => ({
    name,
    job: name,
    agent: buildFarm,
    medianMinutes: minutes,
    fails,
    flakes,
    reruns: 0.5,
    ...more,
  });
  const images = at >= turns.images;
  const deployJob = images
    ? { job: 'launch-image', agent: imageBuilder, reruns: 0.9 }
    : { job: 'deploy-scripts', agent: deployHost, reruns: 0.85 };
  const deployFlakes = images ? 0.015 : 0.24;
  const deployMinutes = images ? 9 : 17;

  switch (pipeline) {
    case 'saas-build':
      return [
        always(
          'compile',
          4,
          share(at, [
            [0, 0.07],
            [turns.gate, 0.05],
          ]),
        ),
        always(
          'units',
          9,
          share(at, [
            [0, 0.22],
            [turns.gate, 0.18],
            [turns.master, 0.15],
          ]),
          0.03,
        ),
        always(
          'functional',
          15,
          share(at, [
            [0, 0.29],
            [turns.gate, 0.24],
            [turns.master, 0.19],
          ]),
          0.05,
        ),
      ];
    case 'saas-acceptance':
      return [
        always('smoke', 4, 0.03, 0.02, { agent: testFarm }),
        always('acceptance', 34, 0.1, 0.09, { agent: testFarm, reruns: 0.6 }),
      ];
    case 'bake-image':
      return [
        always('bake', 8, 0.01, 0.01, { agent: imageBuilder }),
        always('verify', 2, 0.01, 0.005, { agent: imageBuilder }),
      ];
    case 'deploy-pasty':
      return [
        always('deploy', deployMinutes, 0.03, deployFlakes, deployJob),
        always('verify', 3, 0.02, images ? 0.01 : 0.06, { agent: deployJob.agent }),
      ];
    case 'deploy-baklava':
      return [
        always('restore', 24, 0.01, 0.04, { agent: deployHost, reruns: 0.8 }),
        always('deploy', deployMinutes, 0.06, deployFlakes, deployJob),
        always('sanity', 11, 0.06, images ? 0.01 : 0.05, { agent: testFarm }),
      ];
    case 'deploy-dumpling': {
      const fails = share(at, [
        [0, 0.24],
        [turns.gate, 0.03],
      ]);
      return [
        always('deploy', deployMinutes, fails, deployFlakes, { ...deployJob, manual: true }),
        always('smoke', 5, 0.02, 0.02),
      ];
    }
    case 'installer-build':
      return [always('compile', 4, 0.05), always('units', 9, 0.1, 0.03)];
    case 'installer-acceptance':
      return [always('acceptance', 46, 0.13, 0.06, { agent: testFarm })];
    case 'installer-package':
      return [always('package', 12, 0.03), always('install-check', 18, 0.05, 0.05, { agent: testFarm })];
    case 'installer-release':
      return [always('sign', 3, 0.02, 0.01, { manual: true }), always('publish', 4, 0.01)];
    case 'ops-tests':
      return [always('lint', 1, 0.04), always('rehearse', 7, 0.07, 0.04)];
    case 'performance':
      return [always('load', 95, 0.08, 0.03, { agent: testFarm })];
    case 'cross-browser':
      return [always('browsers', 64, 0.16, 0.08, { agent: testFarm })];
    case 'toggle-audit':
      return [always('audit', 2, 0.05)];
    default:
      return [];
  }
}

/** Production deployments the team plans in a week. */
export function plannedDeployments(at: Instant): number {
  return share(at, [
    [0, 0.55],
    [turns.moreOften, 2.1],
    [turns.master, 3.4],
    [turns.images, 5.2],
  ]);
}

/** How often a production deployment turns out bad for the people using it, and is rolled back. */
export function badReleaseChance(at: Instant): number {
  return share(at, [
    [0, 0.16],
    [turns.gate, 0.05],
    [turns.images, 0.03],
  ]);
}

/** From when a pipeline was there. */
export const pipelineSince: Record<string, Instant> = {
  'deploy-baklava': turns.gate,
  'bake-image': turns.images,
  'cross-browser': Date.UTC(2013, 3, 8, 8),
  'toggle-audit': turns.master + 3 * dayMs,
};

export const pollMs = 2 * minuteMs;
export const nightly = 21 * hourMs;
