import type { Environment } from '../../main/domain/retro/environmentMap';
import type { Milestone, MilestoneKind } from '../../main/domain/retro/milestone';
import type { Retro } from '../../main/domain/retro/retro';
import { sampleStart, weekMs } from './sampleFacts';

export const sampleEnvironments: Environment[] = [
  environment('pasty', 'internal dogfooding', 'dogfood'),
  environment('baklava', 'snapshot of production', 'snapshot'),
  environment('dumpling', 'production', 'production'),
  environment('ravioli', 'staging', 'staging'),
];

export function sampleRetro(name: string, longNames: boolean): Retro {
  const longTitle =
    'How the hosted edition of our planning tool learned to ship every day, from the first branch to machine images';
  return {
    name,
    title: longNames ? longTitle : 'Shipping SaaS, 2012 to 2014',
    createdAt: sampleStart,
    environments: {
      zone: 'Europe/Berlin',
      environments: sampleEnvironments,
      tracks: [{ name: 'SaaS', match: [{ pipeline: 'deploy-*' }] }],
      targets: [{ measure: 'redFraction', value: 0.1, by: null, environment: null }],
    },
    milestones: [
      milestone(1, 'lowlight', 6, 'We develop on a branch', 'It lived far longer than it should have.'),
      milestone(2, 'highlight', 38, 'Baklava before dumpling', 'Every release meets a copy of production first.'),
      milestone(
        3,
        'highlight',
        55,
        longNames ? 'Deployments every week, without anybody having to stay late for it' : 'Deployments every week',
        '',
      ),
      milestone(4, 'highlight', 74, 'From branch to master', 'Half-baked features hide behind toggles.'),
      milestone(5, 'highlight', 84, 'Machine images', 'A family of flaky failures went away.'),
      milestone(6, 'note', 88, 'Two new colleagues', ''),
      milestone(7, 'lowlight', 110, 'SaaS builds still fail too often', 'Better, but not where we want to be.'),
    ],
    actions: [{ id: 'a1', text: 'Give every flaky test an owner', owner: 'Priya', due: sampleStart + 124 * weekMs }],
    illustrative: true,
    confidence: [],
    slides: {},
  };
}

function environment(name: string, label: string, role: Environment['role']): Environment {
  return { name, label, role, group: role, match: [{ pipeline: `deploy-${name}`, stage: 'deploy' }] };
}

function milestone(number: number, kind: MilestoneKind, week: number, title: string, text: string): Milestone {
  const at = sampleStart + week * weekMs;
  return {
    id: `m${String(number)}`,
    at,
    until: null,
    kind,
    title,
    text,
    gained: kind === 'highlight' ? 'Confidence before every release.' : '',
    cost: '',
    tags: [],
    author: 'Marco',
    anchors: [{ to: 'date', at }],
    status: 'accepted',
  };
}
