import type { Anchor, MilestoneKind } from '../../retro/milestone';
import type { Change } from '../structure/change';
import type { DetectedFact, Suggestion } from './detected';
import type { Gathered } from './gather';
import { familyOf, numberFact, numberTitle } from './numberWords';
import { structureFact, structureTitle, type Labels } from './structureWords';
import { suggestionId } from './suggestionId';

/** What words and ids need to know of the retro. */
export interface Setting {
  zone: string;
  /** What production is called, as the subject of a sentence. */
  target: string;
  labels: Labels;
  /** Main branch of the main product, where known. */
  mainBranch: string | null;
  /** Price of a structural turn, on the scale of likelihood ratios. */
  penaltyOf: (n: number) => number;
}

/** Structure leads where there is any, as its date is exact; else the strongest number. */
export function toSuggestion(gathered: Gathered, setting: Setting): Suggestion | null {
  const { structure, numbers } = gathered;
  const lead = structure?.changes[0];
  if (lead) return structural(lead, gathered, setting);
  const [strongest] = numbers;
  if (!strongest) return null;
  const { at, of, window, strength } = strongest;
  const facts = numbers.map(numberFact);
  return {
    ...{
      id: suggestionId(of.name, at, setting.zone),
      at,
      until: null,
      kind: strongest.better ? 'highlight' : 'lowlight',
    },
    ...{ title: numberTitle(strongest), text: textOf(facts), gained: '', cost: '', author: '', status: 'suggested' },
    tags: [familyOf(strongest)],
    anchors: [{ to: 'date', at }],
    detected: { family: familyOf(strongest), series: of.name, facts, window, strength },
  };
}

function structural(lead: Change, { structure, numbers }: Gathered, setting: Setting): Suggestion {
  const { labels, target } = setting;
  const changes = structure?.changes ?? [lead];
  const facts = [...changes.map((change) => structureFact(change, labels, target)), ...numbers.map(numberFact)];
  const strengths = [...changes.map((one) => strengthOf(one, setting)), ...numbers.map((one) => one.strength)];
  const anchor: Anchor = { to: 'run', run: lead.run };
  return {
    ...{ id: suggestionId(lead.series, lead.at, setting.zone), at: lead.at, until: null },
    ...{ kind: kindOf(lead, numbers[0]?.better ?? null, setting), title: titleOf(lead, changes, setting) },
    ...{ text: textOf(facts), gained: '', cost: '', author: '', status: 'suggested', tags: ['structure'] },
    anchors: [anchor],
    detected: {
      ...{ family: 'structure', series: lead.series, facts, window: lead.window },
      strength: Math.max(...strengths),
    },
  };
}

/** Where the job of the very step changed as well, its name says more than that of an agent. */
function titleOf(lead: Change, changes: readonly Change[], { labels, target }: Setting): string {
  const job = changes.find((one) => one.kind === 'job' && one.subject === lead.subject);
  if (lead.kind !== 'agent' || !job) return structureTitle(lead, labels, target);
  return `${structureTitle(job, labels, target)}, on another agent`;
}

/** A gate, automation and the main branch are for the better by themselves; of the rest the numbers decide. */
function kindOf({ kind, appears, now }: Change, better: boolean | null, { mainBranch }: Setting): MilestoneKind {
  const isGood = (kind === 'gate' || kind === 'trigger') && appears;
  if (isGood || (kind === 'branch' && now === mainBranch)) return 'highlight';
  return better === null ? 'note' : better ? 'highlight' : 'lowlight';
}

/** Weight of a turn among others: what is more important for how software reaches users counts in full. */
const weights: Record<Change['kind'], number> = {
  branch: 1,
  gate: 1,
  trigger: 0.5,
  image: 0.5,
  agent: 0.5,
  job: 0.5,
  source: 0.5,
  stage: 0.25,
  environment: 0.1,
  pipeline: 0.02,
};

function strengthOf({ kind, likelihoodRatio, counts }: Change, { penaltyOf }: Setting): number {
  return weights[kind] * (likelihoodRatio - penaltyOf(counts.before.total + counts.after.total));
}

/** Several facts at once are told side by side, never as cause and effect: what leads, then the numbers. */
function textOf(facts: readonly DetectedFact[]): string {
  const [first, ...rest] = facts;
  if (!first || rest.length === 0) return first?.text ?? '';
  const numbers = rest.filter((fact) => fact.family !== 'structure');
  const shown = (numbers.length > 0 ? numbers : rest).slice(0, 4);
  const more = rest.length - shown.length;
  const texts = [first, ...shown].map((fact) => fact.text);
  return ['These changed together.', ...texts, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}
