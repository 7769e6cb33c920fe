import type { Renames } from './renames';
import type { PathStep, Signature } from './signature';

/** In order of importance: what is told first where several things changed together. */
export const featureKinds = ['branch', 'gate', 'trigger', 'image', 'agent', 'job', 'source', 'stage'] as const;
export type FeatureKind = (typeof featureKinds)[number];

/** What changes can be about: features of deployments, then what is in use beside the way to production. */
export const changeKinds = [...featureKinds, 'environment', 'pipeline'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One yes-or-no question asked of every deployment. */
export interface Feature {
  kind: FeatureKind;
  /** Material, environment, step or empty: what the question is about. */
  subject: string;
  /** The value asked for; empty where presence is the question. */
  label: string;
  /** By deployment; null where nothing says. */
  has: (boolean | null)[];
  /** The value itself by deployment, where there is one. */
  labels: readonly (string | null)[] | null;
  /** Pipeline of the step it is about; null where it is about none. */
  pipeline: string | null;
  /** It concerns the step that deploys to production. */
  isProduction: boolean;
}

/** What a feature is about, where it is about a step. */
type Step = Pick<Feature, 'pipeline' | 'isProduction'>;
const noStep: Step = { pipeline: null, isProduction: false };

/** A value must be there in this many deployments before it can be a feature at all. */
const fewest = 4;

/** Every question worth asking of a history of deployments. */
export function featuresOf(signatures: readonly Signature[], renames: Renames): Feature[] {
  const steps = signatures.map((one) => new Map(one.steps.map((step) => [renames.nameOf(step.key), step])));
  const keys = distinct(steps.flatMap((of) => [...of.keys()]));
  return [
    ...distinct(signatures.flatMap((one) => [...one.branches.keys()])).flatMap((of) => branchFeatures(signatures, of)),
    ...distinct(signatures.flatMap((one) => [...one.gates])).map((of) => gateFeature(signatures, of)),
    ...keys.flatMap((key) => stepFeatures(signatures, steps, key)),
    ...labelFeatures(
      'source',
      '',
      signatures.map((one) => one.run.source),
    ),
    ...labelFeatures(
      'source',
      '',
      signatures.map((one) => hostOf(one.run.url)),
    ),
  ];
}

/** Release branches with numbers in them are one kind of branch; a material that is not there has no branch. */
function branchFeatures(signatures: readonly Signature[], material: string): Feature[] {
  const labels = signatures.map(({ branches }) => {
    if (branches.size === 0) return null;
    const branch = branches.get(material);
    return branch === undefined ? '' : branch && patternOf(branch);
  });
  return labelFeatures('branch', material, labels);
}

function gateFeature(signatures: readonly Signature[], environment: string): Feature {
  const has = signatures.map(({ gates, isComplete }) => gates.has(environment) || (isComplete ? false : null));
  return { kind: 'gate', subject: environment, label: '', has, labels: null, ...noStep };
}

function stepFeatures(
  signatures: readonly Signature[],
  steps: readonly ReadonlyMap<string, PathStep>[],
  key: string,
): Feature[] {
  const of = steps.map((all) => all.get(key) ?? null);
  const isProduction = of.some((step) => step?.isProduction === true);
  const presence = of.map((step, at) => step !== null || (signatures[at]?.isComplete ? false : null));
  const byHand = of.map((step) => step?.manual ?? null);
  // How software is put on production is told; that tests got another job is everyday life.
  const jobs = isProduction ? distinct(of.flatMap((step) => step?.jobs ?? [])) : [];
  const ofStep = { pipeline: of.find((step) => step !== null)?.pipeline ?? null, isProduction };
  const common = { subject: key, labels: null, ...ofStep };
  return [
    { ...common, kind: 'stage', label: '', has: presence },
    { ...common, kind: 'trigger', label: '', has: byHand.map((manual) => (manual === null ? null : !manual)) },
    ...withPattern(
      'image',
      key,
      of.map((step) => step?.stage?.image ?? null),
      ofStep,
    ),
    ...withPattern(
      'agent',
      key,
      of.map((step) => step && agentOf(step)),
      ofStep,
    ),
    ...jobs.map((job): Feature => {
      const has = of.map((step) => (step === null || step.jobs.length === 0 ? null : step.jobs.includes(job)));
      const labels = of.map((step) => (step === null || step.jobs.length === 0 ? null : step.jobs.join(', ')));
      return { ...common, kind: 'job', label: job, has, labels };
    }),
  ];
}

/** Numbered agents of one pool, or images baked anew for every run, are one kind; a named one is asked for as well. */
function withPattern(kind: FeatureKind, subject: string, labels: readonly (string | null)[], step: Step): Feature[] {
  const patterns = labels.map((label) => label && patternOf(label));
  const plain = labelFeatures(kind, subject, labels, step);
  const isSame = patterns.every((pattern, at) => pattern === labels[at]);
  return isSame ? plain : [...plain, ...labelFeatures(kind, subject, patterns, step)];
}

function labelFeatures(
  kind: FeatureKind,
  subject: string,
  labels: readonly (string | null)[],
  step: Step = noStep,
): Feature[] {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size < 2) return [];
  return [...counts]
    .filter(([label, count]) => count >= fewest && label !== '')
    .map(([label]) => ({
      ...{ kind, subject, label, labels, ...step },
      has: labels.map((one) => (one === null ? null : one === label)),
    }));
}

/** A name without what counts up in it: `release/1.4` is `release/*`, `ami-0fd31c` is `ami-*`. */
export function patternOf(name: string): string {
  return name
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '*')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{6,}\b/gi, '*')
    .replace(/\d+([._-]\d+)*/g, '*');
}

function agentOf(step: PathStep): string | null {
  const names = distinct(step.stage?.jobs.flatMap((job) => job.agent ?? []) ?? []);
  return step.stage?.agent ?? (names.length === 1 ? (names[0] ?? null) : null);
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (/^https?:\/\/([^/]+)/i.exec(url)?.[1] ?? null);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
