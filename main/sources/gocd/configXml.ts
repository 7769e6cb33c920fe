import { XMLParser } from 'fast-xml-parser';
import type { Definition, Instant, StageDefinition } from '../../domain/history/records';
import { materialAt } from './materialName';
import { isObject, textOf, Unusable } from './replies';

type Xml = Record<string, unknown>;

const lists = new Set([
  'pipelines',
  'pipeline',
  'stage',
  'job',
  'git',
  'svn',
  'hg',
  'p4',
  'tfs',
  'package',
  'scm',
  'depends',
  'template',
  'environment',
  'resource',
  'param',
]);
/** Where passwords, keys and scripts are; what is inside is not even parsed. */
const unread = [
  'server',
  'artifactStores',
  'secretConfigs',
  'tasks',
  'artifacts',
  'environmentvariables',
  'agents',
  'authorization',
];

/**
 * The pipelines of a cruise-config.xml as definitions. Only names, materials, approvals and environments are read: nothing
 * secret gets out. The file does not say since when it holds, so the caller does. Throws `Unusable`.
 */
export function parseCruiseConfig(text: string, validFrom: Instant, origin: string): Definition[] {
  const cruise = child(parseXml(text), 'cruise');
  const templates = new Map(all(child(cruise, 'templates'), 'template').map((each) => [attribute(each, 'name'), each]));
  const environments = environmentsByPipeline(cruise);
  return all(cruise, 'pipelines')
    .flatMap((group) => all(group, 'pipeline'))
    .flatMap((pipeline) => {
      const name = attribute(pipeline, 'name');
      if (name === null) return [];
      const template = templates.get(attribute(pipeline, 'template')) ?? pipeline;
      const params = new Map(
        all(child(pipeline, 'params'), 'param').map((each) => [attribute(each, 'name') ?? '', content(each)]),
      );
      return {
        record: 'definition' as const,
        source: '',
        pipeline: name,
        validFrom,
        present: true,
        stages: all(template, 'stage').map((stage) => stageOf(stage, params)),
        materials: materialsOf(pipeline, params),
        environments: environments.get(name) ?? [],
        origin,
      };
    });
}

function parseXml(text: string): Xml {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    stopNodes: unread.map((tag) => `*.${tag}`),
    isArray: (name: string) => lists.has(name),
  });
  try {
    return parser.parse(text) as Xml;
  } catch {
    throw new Unusable(null, 'it is not well-formed XML');
  }
}

function stageOf(stage: Xml, params: Map<string, string>): StageDefinition {
  const jobs = all(child(stage, 'jobs'), 'job');
  const resources = new Set(jobs.flatMap((job) => all(child(job, 'resources'), 'resource').map(content)));
  return {
    name: filled(attribute(stage, 'name') ?? '', params),
    approval: approvalOf(stage),
    environment: null,
    image: null,
    agent: resources.size === 0 ? null : filled([...resources].sort().join(', '), params),
    jobs: jobs.flatMap((job) => attribute(job, 'name') ?? []).map((name) => filled(name, params)),
  };
}

/** Without a word on it, success of the stage before is enough. The first versions wrote an empty approval: unknown. */
function approvalOf(stage: Xml): StageDefinition['approval'] {
  const type = (attribute(child(stage, 'approval'), 'type') ?? attribute(stage, 'approval'))?.toLowerCase();
  if (type === 'manual') return 'manual';
  return type === 'success' || stage.approval === undefined ? 'auto' : null;
}

function materialsOf(pipeline: Xml, params: Map<string, string>): Definition['materials'] {
  const materials = child(pipeline, 'materials');
  const scm = ['git', 'svn', 'hg', 'p4', 'tfs', 'package', 'scm'].flatMap((type) =>
    all(materials, type).map((each) => {
      const address = attribute(each, 'url') ?? attribute(each, 'port') ?? attribute(each, 'ref') ?? '';
      const branch = attribute(each, 'branch');
      const named = materialAt(type, filled(address, params), branch === null ? null : filled(branch, params));
      return { kind: 'material' as const, name: named.name, branch: named.branch };
    }),
  );
  const upstream = [
    ...all(materials, 'pipeline').map((each) => attribute(each, 'pipelineName')),
    ...all(child(pipeline, 'dependencies'), 'depends').map((each) => attribute(each, 'pipeline')),
  ].flatMap((name) => (name === null ? [] : { kind: 'pipeline' as const, name: filled(name, params), branch: null }));
  return [...scm, ...upstream];
}

function environmentsByPipeline(cruise: Xml): Map<string, string[]> {
  const byPipeline = new Map<string, string[]>();
  for (const environment of all(child(cruise, 'environments'), 'environment')) {
    const name = attribute(environment, 'name');
    for (const each of all(child(environment, 'pipelines'), 'pipeline')) {
      const pipeline = attribute(each, 'name');
      if (name !== null && pipeline !== null) byPipeline.set(pipeline, [...(byPipeline.get(pipeline) ?? []), name]);
    }
  }
  return byPipeline;
}

/** `#{PARAM}` stands for a parameter of the pipeline. */
function filled(text: string, params: Map<string, string>): string {
  return text.replace(/#\{([^}]+)\}/g, (whole, name: string) => params.get(name) ?? whole);
}

function child(node: Xml, name: string): Xml {
  const found = node[name];
  const first: unknown = Array.isArray(found) ? found[0] : found;
  return isObject(first) ? first : {};
}

function all(node: Xml, name: string): Xml[] {
  const found = node[name];
  const each: unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
  return each.map((value) => (isObject(value) ? value : { '#text': value }));
}

function attribute(node: Xml, name: string): string | null {
  const text = textOf(node[`@${name}`]);
  return text === null ? null : decoded(text);
}

function content(node: Xml): string {
  return decoded(textOf(node['#text']) ?? '');
}

/** The five entities every XML file may use; declared ones stay as they are written. */
function decoded(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.trim().replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}
