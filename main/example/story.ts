import type { Retro } from '../domain/retro/retro';
import type { Milestone } from '../domain/retro/milestone';
import { begin, turns, weekMs, zone } from './calendar';

export const exampleName = 'example';

/** The team's own work on the example: the environments by their code names, what they noticed, what they want. */
export const exampleRetro: Retro = {
  name: exampleName,
  title: 'How our release process grew up',
  createdAt: Date.UTC(2014, 6, 1),
  illustrative: true,
  environments: {
    zone,
    environments: [
      {
        name: 'pasty',
        label: 'internal dogfooding',
        role: 'dogfood',
        group: 'pasty',
        match: [{ pipeline: 'deploy-pasty', stage: 'deploy' }],
      },
      {
        name: 'baklava',
        label: 'snapshot of production',
        role: 'snapshot',
        group: 'baklava',
        match: [{ pipeline: 'deploy-baklava', stage: 'deploy' }],
      },
      {
        name: 'dumpling',
        label: 'production',
        role: 'production',
        group: 'dumpling',
        match: [{ pipeline: 'deploy-dumpling', stage: 'deploy' }],
      },
    ],
    tracks: [
      { name: 'SaaS', match: [{ pipeline: 'saas-*' }, { pipeline: 'bake-*' }, { pipeline: 'deploy-*' }] },
      { name: 'Installer', match: [{ pipeline: 'installer-*' }] },
    ],
    targets: [
      {
        measure: 'firstPassYield',
        value: 0.9,
        by: Date.UTC(2014, 11, 31, 12),
        environment: null,
        pipeline: 'saas-build',
      },
    ],
  },
  milestones: [
    highlight('long-lived-branch', begin + 2 * weekMs, 'We began on a branch that lived far too long', {
      text: 'The service was developed on the branch “saas”, merged with master every few weeks at best.',
      gained: 'A place to work that nobody disturbed.',
      cost: 'Every merge was a small project, and production was far from what others saw.',
      tags: ['branching'],
    }),
    highlight('more-often', turns.moreOften, 'From rare deployments to frequent ones', {
      text: 'We stopped waiting for enough changes and began to deploy what was ready, so each deployment carried less.',
      gained: 'Small deltas: when something breaks, there is little to look through.',
      cost: 'The release desk is busy every week.',
      tags: ['cadence'],
    }),
    highlight('gate', turns.gate, 'A snapshot of production before production', {
      text: 'Every candidate is deployed to baklava, a copy of production, before it may go to dumpling.',
      gained: 'Broken deployments are found where no customer sees them.',
      cost: 'About an hour more until a change is live.',
      tags: ['gate', 'confidence'],
    }),
    highlight('master', turns.master, 'From the branch to master', {
      text: 'We left the long-lived branch. Half-baked features are on master too, hidden behind feature toggles.',
      gained: 'Core features reach production sooner.',
      cost: 'Discipline: an unfinished feature must never show.',
      tags: ['branching', 'toggles'],
    }),
    highlight('images', turns.images, 'Deploying machine images', {
      text: 'Deployments launch a machine image (AMI) that was baked and verified once, in place of scripts on living machines.',
      gained: 'A whole family of flaky deployment failures went away.',
      cost: 'Baking takes its time, and images must be cleaned up.',
      tags: ['technique'],
    }),
    {
      ...highlight('failed-builds', Date.UTC(2014, 5, 2, 8), 'Too many failed SaaS builds', {
        text: 'We have definitely become better, but we are still not where we want to be.',
        gained: '',
        cost: 'Every red build stops somebody who wanted to go on.',
        tags: ['builds'],
      }),
      kind: 'lowlight',
      anchors: [{ to: 'stage', pipeline: 'saas-build', stage: 'functional' }],
    },
  ],
  actions: [
    {
      id: 'a1',
      text: 'Quarantine the five functional tests that fail most often',
      owner: 'Build pair',
      due: Date.UTC(2014, 6, 18, 12),
    },
    {
      id: 'a2',
      text: 'Run the unit tests before pushing, in under five minutes',
      owner: 'Everybody',
      due: Date.UTC(2014, 7, 1, 12),
    },
    {
      id: 'a3',
      text: 'Look at the red share of saas-build in the next retro',
      owner: 'Facilitator',
      due: Date.UTC(2014, 9, 1, 12),
    },
  ],
  confidence: [],
  slides: {},
};

function highlight(
  id: string,
  at: number,
  title: string,
  words: Pick<Milestone, 'text' | 'gained' | 'cost' | 'tags'>,
): Milestone {
  return {
    id,
    at,
    until: null,
    kind: 'highlight',
    title,
    author: '',
    anchors: [{ to: 'date', at }],
    status: 'accepted',
    ...words,
  };
}
