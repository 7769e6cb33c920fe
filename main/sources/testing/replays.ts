import type { Run } from '../../domain/history/records';
import type { LiveRequest } from '../source';
import { parseXmlReply } from '../teamcity/xml';

type Routes = Record<string, unknown>;

/** A server that answers as it did when its replies were recorded. */
export interface Replay {
  request: Omit<Partial<LiveRequest>, 'url'>;
  /** Recorded files with the same runs. */
  files: string[];
  runs: number;
  /** Of deployments: what only the server says, or only the files put together. */
  onlyOneKnows?: Partial<Run>;
  routes(json: (name: string) => unknown, text: (name: string) => string): Routes;
}

const byUrl = (json: unknown) => Object.entries(json as Record<string, Record<string, unknown>[]>);
const items = (json: unknown) => byUrl(json).flatMap(([, each]) => each);

/** By kind of server. */
export const replays: Record<string, Replay> = {
  buildkite: {
    request: { projects: ['roadie'] },
    runs: 1,
    files: ['roadie-builds.json'],
    routes: (json) => ({
      '/v2/organizations/roadie/pipelines': [{ slug: 'test-pipe' }],
      '/v2/organizations/roadie/pipelines/test-pipe/builds': json('roadie-builds.json'),
      '/v2/organizations/roadie/pipelines/test-pipe/builds/8': (json('roadie-builds.json') as unknown[])[0],
    }),
  },
  teamcity: {
    request: { token: 'tok' },
    runs: 1,
    files: ['build.xml'],
    routes: (_, text) => {
      const build = parseXmlReply(text('build.xml')).json;
      return { '/app/rest/builds': { build: [build] } };
    },
  },
  travis: {
    request: { projects: ['RoadieHQ/sample-service'] },
    runs: 1,
    files: ['roadie-builds.json'],
    routes: (json) => ({
      '/repo/RoadieHQ%2Fsample-service/builds': { ...(json('roadie-builds.json') as object), '@pagination': {} },
    }),
  },
  bitbucket: {
    request: { projects: ['likyh/likyhphp'] },
    runs: 45,
    // The steps say how deployments ended of which a list cut to few fields does not.
    onlyOneKnows: { outcome: 'unknown', sourceOutcome: null, finishedAt: null },
    files: ['devlake-pipelines.by-url.json', 'devlake-pipeline-steps.by-url.json', 'devlake-deployments.by-url.json'],
    routes: (json) => {
      const at = '/2.0/repositories/likyh/likyhphp';
      const pipelines = items(json('devlake-pipelines.by-url.json'));
      const steps = byUrl(json('devlake-pipeline-steps.by-url.json'));
      return {
        [`${at}/pipelines/`]: { values: pipelines },
        ...Object.fromEntries(
          pipelines.flatMap((each) => {
            const path = `${at}/pipelines/${encodeURIComponent(String(each.uuid))}`;
            const own = steps.filter(([url]) => url.includes(path)).flatMap(([, list]) => list);
            return [
              [path, each],
              [`${path}/steps/`, { values: own }],
            ];
          }),
        ),
        [`${at}/deployments/`]: { values: items(json('devlake-deployments.by-url.json')) },
        [`${at}/environments/`]: { values: [] },
      };
    },
  },
  bamboo: {
    request: { pipelines: ['TEST-PLA2', 'deploy-production'] },
    runs: 25,
    // The list of environments gives them names.
    onlyOneKnows: { environment: null, pipeline: '' },
    files: ['devlake-plan-builds.by-url.json', 'devlake-deploy-results.by-url.json'],
    routes: (json) => {
      const results = items(json('devlake-plan-builds.by-url.json')).filter(({ key }) => String(key).includes('PLA2'));
      const list = { size: results.length, 'start-index': 0, result: results };
      const environments = [{ id: 1146882, name: 'production' }];
      return {
        '/rest/api/latest/result/TEST-PLA2.json': { results: list },
        ...Object.fromEntries(results.map((each) => [`/rest/api/latest/result/${String(each.key)}.json`, each])),
        '/rest/api/latest/deploy/project/all.json': [{ planKey: { key: 'TEST-PLA2' }, environments }],
        '/rest/api/latest/deploy/environment/1146882/results.json': {
          size: 14,
          'start-index': 0,
          results: items(json('devlake-deploy-results.by-url.json')),
        },
      };
    },
  },
  argocd: {
    request: {},
    runs: 2,
    files: ['roadie-application.json'],
    routes: (json) => ({ '/api/v1/applications': { items: [json('roadie-application.json')] } }),
  },
};
