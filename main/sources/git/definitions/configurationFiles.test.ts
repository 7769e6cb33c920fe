import { describe, expect, test } from 'vitest';
import { parserOf } from './configurationFiles';

const shapes = (path: string, text: string) =>
  parserOf(path)?.(text, path).map(({ pipeline, stages, upstream }) => ({
    pipeline,
    upstream,
    stages: stages.map(({ name, approval, environment, image, agent }) =>
      [name, approval, environment, image, agent].map((value) => value ?? '').join('|'),
    ),
  }));

describe('pipelines as their files declare them', () => {
  test.each<[string, string, object[]]>([
    [
      '.github/workflows/ci.yml',
      'on: {workflow_run: {workflows: [Build]}}\njobs:\n  b: {needs: [a], runs-on: {labels: [x, y]}, environment: pasty}\n  a: {name: First, runs-on: u}\n',
      [{ pipeline: '.github/workflows/ci.yml', upstream: ['Build'], stages: ['First||||u', 'b||pasty||x, y'] }],
    ],
    [
      '.github/workflows/d.yaml',
      'name: D\non: workflow_dispatch\njobs: {go: {uses: x}}',
      [{ pipeline: 'D', upstream: [], stages: ['go|manual|||'] }],
    ],
    [
      '.gitlab-ci.yml',
      'stages: [build, ship]\nimage: ruby\n.t: {tags: [big], environment: {name: dumpling}}\ncompile: {stage: build, script: x}\nship it: {extends: .t, stage: ship, when: manual, image: {name: alpine}, script: !reference [.t, script]}\n',
      [{ pipeline: '.gitlab-ci.yml', upstream: [], stages: ['build|||ruby|', 'ship|manual|dumpling|alpine|big'] }],
    ],
    [
      '.circleci/config.yml',
      'version: 2.1\njobs:\n  test: {docker: [{image: node}]}\n  deploy: {machine: true}\nworkflows:\n  version: 2\n  main:\n    jobs:\n      - deploy: {requires: [hold]}\n      - hold: {type: approval, requires: [test]}\n      - test\n',
      [{ pipeline: 'main', upstream: [], stages: ['test|||node|', 'hold|manual|||', 'deploy|||true|'] }],
    ],
    [
      'azure-pipelines.yml',
      'resources: {pipelines: [{pipeline: up, source: Lib}]}\npool: {vmImage: ubuntu}\nstages:\n- stage: ship\n  dependsOn: build\n  jobs: [{deployment: d, environment: prod}]\n- stage: build\n  jobs: [{job: b, pool: {name: own}}]\n',
      [{ pipeline: 'azure-pipelines.yml', upstream: ['Lib'], stages: ['build||||own', 'ship||prod||ubuntu'] }],
    ],
    [
      '.travis.yml',
      'dist: xenial\nscript: make',
      [{ pipeline: '.travis.yml', upstream: [], stages: ['test||||xenial'] }],
    ],
    [
      '.travis.yml',
      'jobs: {include: [{stage: lint}, {stage: deploy}]}\nstages: [lint, {name: deploy}]',
      [{ pipeline: '.travis.yml', upstream: [], stages: ['lint||||', 'deploy||||'] }],
    ],
    [
      'bitbucket-pipelines.yml',
      'image: node\npipelines:\n  default:\n  - step: {name: Test}\n  branches:\n    main:\n    - parallel: [{step: {name: A}}]\n    - step: {name: Ship, deployment: production, trigger: manual}\n',
      [
        { pipeline: 'default', upstream: [], stages: ['Test|||node|'] },
        { pipeline: 'branches/main', upstream: [], stages: ['A|||node|', 'Ship|manual|production|node|'] },
      ],
    ],
    [
      '.buildkite/pipeline.yml',
      '# top\n- label: Test\n  agents: {queue: big}\n- wait\n- block: Ship?\n- command: ship',
      [{ pipeline: 'pipeline', upstream: [], stages: ['Test||||queue=big', 'Ship?|manual|||', 'ship||||'] }],
    ],
    [
      'Jenkinsfile',
      "pipeline {\n // stage('old')\n stages { stage('Build') {} \n stage(\"Deploy\") {} } }",
      [{ pipeline: 'Jenkinsfile', upstream: [], stages: ['Build||||', 'Deploy||||'] }],
    ],
    [
      'Jenkinsfile.deploy',
      `// pipeline { stages { stage('none') {} } }
pipeline {
  agent { label 'linux && big' }
  triggers { upstream(upstreamProjects: 'lib, shared', threshold: hudson.model.Result.SUCCESS) }
  stages {
    stage('Build') { agent { docker { image 'node:20' } } steps { sh 'echo "}" && make' } }
    stage("Test")
    {
      parallel {
        stage('unit') { steps { echo "stage('no') {" } }
        stage('browser') { agent { docker 'chrome' } steps { sh '''
          if true; then echo { ; fi
        ''' } }
      }
    }
    stage('Ship it?') { input { message 'Really?' } steps { sh 'ship' } }
    stage(name: 'Ask') { steps { input 'Sure?' } }
    stage('Plain') { steps { script { def input = 1 } } }
  }
}`,
      [
        {
          pipeline: 'Jenkinsfile.deploy',
          upstream: ['lib', 'shared'],
          stages: [
            ...['Build|||node:20|', 'Test||||linux && big', 'unit||||linux && big', 'browser|||chrome|'],
            ...['Ship it?|manual|||linux && big', 'Ask|manual|||linux && big', 'Plain||||linux && big'],
          ],
        },
      ],
    ],
    [
      'Jenkinsfile',
      "node('big') {\n  stage 'Old'\n  stage('Check') { checkout scm }\n  stage('Go') {\n input message: 'x' }",
      [{ pipeline: 'Jenkinsfile', upstream: [], stages: ['Check||||', 'Go|manual|||'] }],
    ],
    [
      '.azure-pipelines/ci.yaml',
      'steps: [{script: make}]',
      [{ pipeline: '.azure-pipelines/ci.yaml', upstream: [], stages: ['build||||'] }],
    ],
    [
      'cruise-config.xml',
      `<cruise><pipelines group="g"><pipeline name="ship"><materials><git url="https://h/app.git"/>
        <pipeline pipelineName="build" stageName="s"/></materials>
        <stage name="go"><approval type="manual"/><jobs><job name="j"><tasks><exec command="secret"/></tasks></job></jobs></stage>
        </pipeline></pipelines><environments><environment name="live"><pipelines><pipeline name="ship"/></pipelines></environment></environments></cruise>`,
      [{ pipeline: 'ship', upstream: [], stages: ['go|manual|||'] }],
    ],
  ])('%s', (path, text, expected) => {
    expect(shapes(path, text)).toEqual(expected);
  });

  test('a cruise-config.xml says what goes in and which environments a pipeline is in', () => {
    const [shape] =
      parserOf('cruise-config.xml')?.(
        '<cruise><pipelines><pipeline name="p"><materials><svn url="x/trunk"/><pipeline pipelineName="up"/></materials></pipeline></pipelines><environments><environment name="e"><pipelines><pipeline name="p"/></pipelines></environment></environments></cruise>',
        'cruise-config.xml',
      ) ?? [];
    expect(shape?.environments).toEqual(['e']);
    expect(shape?.materials?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['material svn:x', 'pipeline up']);
  });

  test.each([
    ['.github/workflows/ci.yml', '', /empty|mapping/],
    ['.github/workflows/ci.yml', 'jobs: [a', /not YAML/],
    ['.github/workflows/ci.yml', 'name: x', /no jobs/],
    ['.gitlab-ci.yml', 'just text', /not a mapping/],
    ['.gitlab-ci.yml', aliases(), /too often|too deep/],
    ['.gitlab-ci.yml', `a: ${'['.repeat(20_000)}`, /.+/],
    ['Jenkinsfile', 'echo "hi"', /no stages/],
    ['Jenkinsfile', "stage('a') {".repeat(50_000), /too deep/],
    ['cruise-config.xml', '<cruise><pipelines/></cruise>', /no pipelines/],
  ])('%s is refused where it makes no sense', (path, text, reason) => {
    expect(() => shapes(path, text)).toThrow(reason);
  });

  test('other files are none of our business', () => {
    expect(parserOf('src/.travis.yml')).toBeNull();
    expect(parserOf('.github/workflows/a/b.yml')).toBeNull();
  });
});

/** Each level doubles the one before. */
function aliases(): string {
  const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
  return ['l0: &l0 x', ...levels].join('\n');
}
