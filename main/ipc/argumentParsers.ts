import * as v from 'valibot';
import { peopleShown } from '../domain/people/peopleShown';
import { filmCodecs, filmFormats, filmRates, filmShapes, filmSizes, filmThemes } from '../domain/film/order';
import { filmLengths } from '../domain/film/film';
import { leastFactor, mostFactor } from '../domain/film/plot';
import { detectionFamilies, milestoneKinds } from '../domain/retro/milestone';
import { roles, targetMeasures } from '../domain/retro/environmentMap';
import { fullConfidence, isWeekId } from '../domain/retro/confidence';
import type { Argument, CallName } from './contract';
import { exchangedKinds } from './messages/given';
import { exportFormats } from './messages/exporting';
import { sharedForms } from './messages/sharing';

const text = v.pipe(v.string(), v.maxLength(10_000));
const line = v.pipe(v.string(), v.maxLength(500));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Ids of suggestions hold names of pipelines and stages, which may be long. */
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const instant = v.pipe(v.number(), v.integer(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const list = <T extends v.GenericSchema>(item: T, most = 1_000) => v.pipe(v.array(item), v.maxLength(most));
/** The engine says whether there is such a source. */
const sourceKind = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,30}$/));

const anchor = v.variant('to', [
  v.strictObject({ to: v.literal('run'), run: line }),
  v.strictObject({ to: v.literal('stage'), pipeline: line, stage: line }),
  v.strictObject({ to: v.literal('edge'), from: line, into: line }),
  v.strictObject({ to: v.literal('date'), at: instant }),
]);

const family = v.picklist(detectionFamilies);
const detected = v.strictObject({
  family,
  series: line,
  facts: list(v.strictObject({ family, series: line, text }), 100),
  window: v.strictObject({ from: instant, to: instant }),
  strength: v.number(),
});

const milestoneFields = {
  at: instant,
  until: v.nullable(instant),
  kind: v.picklist(milestoneKinds),
  title: line,
  text,
  gained: text,
  cost: text,
  tags: list(line, 100),
  author: line,
  anchors: list(anchor, 100),
  status: v.picklist(['accepted', 'suggested', 'dismissed']),
  detected: v.optional(v.nullable(detected)),
};
const metric = v.strictObject({
  measure: v.picklist(targetMeasures),
  environment: v.nullable(line),
  pipeline: v.nullable(line),
  value: v.nullable(v.number()),
  n: v.number(),
  from: v.nullable(instant),
  to: v.nullable(instant),
  knownTo: v.nullable(instant),
  target: v.nullable(v.number()),
});
const actionFields = {
  text: line,
  owner: line,
  due: v.nullable(instant),
  status: v.optional(v.picklist(['done', 'open'])),
  metric: v.optional(v.nullable(metric)),
};

const match = v.strictObject({
  source: v.optional(line),
  pipeline: v.optional(line),
  stage: v.optional(line),
  job: v.optional(line),
  environment: v.optional(line),
  branch: v.optional(line),
});

const streams = list(
  v.strictObject({
    name,
    of: list(v.strictObject({ source: v.optional(line), pipeline: line }), 200),
    dismissed: v.optional(v.boolean()),
  }),
  500,
);

const environmentMap = v.strictObject({
  zone: line,
  environments: list(
    v.strictObject({ name, label: line, role: v.picklist(roles), group: line, match: list(match, 200) }),
    200,
  ),
  tracks: list(v.strictObject({ name, match: list(match, 200) }), 200),
  targets: list(
    v.strictObject({
      measure: v.picklist(targetMeasures),
      value: v.number(),
      by: v.nullable(instant),
      environment: v.nullable(line),
      pipeline: v.optional(v.nullable(line)),
    }),
    100,
  ),
  streams: v.optional(streams),
});

const slideEdit = v.strictObject({
  headline: v.optional(line),
  body: v.optional(text),
  notes: v.optional(text),
  hidden: v.optional(v.boolean()),
  days: v.optional(v.strictObject({ from: instant, to: instant })),
});

const passages = list(
  v.strictObject({
    from: instant,
    to: instant,
    factor: v.pipe(v.number(), v.minValue(leastFactor), v.maxValue(mostFactor)),
  }),
  200,
);

const edit = v.variant('type', [
  v.strictObject({ type: v.literal('rename'), title: line }),
  v.strictObject({ type: v.literal('addMilestone'), milestone: v.strictObject({ id, ...milestoneFields }) }),
  v.strictObject({
    type: v.literal('changeMilestone'),
    id,
    change: v.partial(v.strictObject(milestoneFields)),
  }),
  v.strictObject({ type: v.literal('removeMilestone'), id }),
  v.strictObject({ type: v.literal('setEnvironments'), environments: environmentMap }),
  v.strictObject({ type: v.literal('addAction'), action: v.strictObject({ id: name, ...actionFields }) }),
  v.strictObject({ type: v.literal('changeAction'), id: name, change: v.partial(v.strictObject(actionFields)) }),
  v.strictObject({ type: v.literal('removeAction'), id: name }),
  v.strictObject({
    type: v.literal('drawConfidence'),
    author: v.pipe(
      name,
      v.check((author) => !['__proto__', 'constructor', 'prototype'].includes(author)),
    ),
    weeks: v.record(
      v.pipe(v.string(), v.check(isWeekId)),
      v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(fullConfidence))),
    ),
  }),
  v.strictObject({ type: v.literal('editSlide'), id, edit: v.nullable(slideEdit) }),
  v.strictObject({ type: v.literal('setPassages'), passages }),
]);

const importOrder = v.strictObject({
  id: name,
  retro: name,
  kind: sourceKind,
  files: list(name, 10_000),
  url: v.nullable(line),
  projects: list(line),
  pipelines: list(line),
  since: v.nullable(instant),
  until: v.nullable(instant),
  token: v.nullable(v.pipe(v.string(), v.maxLength(10_000))),
  keepToken: v.boolean(),
});

const tokenOf = v.strictObject({ kind: sourceKind, url: line });

const rowsOrder = v.strictObject({
  retro: name,
  of: v.variant('kind', [
    v.strictObject({ kind: v.literal('deployments'), environment: v.nullable(line) }),
    v.strictObject({
      kind: v.literal('gate'),
      environment: line,
      which: v.picklist(['passed', 'past', 'unknown', 'stopped']),
    }),
    v.strictObject({
      kind: v.literal('runs'),
      pipeline: v.nullable(line),
      stage: v.nullable(line),
      outcome: v.nullable(line),
    }),
  ]),
  from: v.nullable(instant),
  to: v.nullable(instant),
  offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
});

const filmOrder = v.strictObject({
  format: v.picklist(filmFormats),
  seconds: v.picklist(filmLengths),
  shape: v.picklist(filmShapes),
  size: v.picklist(filmSizes),
  fps: v.picklist(filmRates),
  theme: v.picklist(filmThemes),
  codec: v.nullable(v.picklist(filmCodecs)),
});
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e7));
/** Bytes come in pieces of at most this much; a picture is one piece. */
const mostBytes = 64 * 2 ** 20;
const bytes = v.pipe(
  v.instance(Uint8Array),
  v.check((piece) => piece.byteLength <= mostBytes),
);

const nothing = v.undefined();
const ofFile = v.strictObject({ file: name });
const ofRetro = v.strictObject({ retro: name });

/** What each call accepts. Anything else is refused before a handler sees it. */
export const argumentParsers: { [K in CallName]: v.GenericSchema<unknown, Argument<K>> } = {
  library: nothing,
  sources: nothing,
  openExample: nothing,
  openRetro: ofRetro,
  removeRetro: ofRetro,
  restoreRetro: ofRetro,
  pickFiles: v.strictObject({ folder: v.boolean() }),
  given: nothing,
  lookInside: ofFile,
  keepRetroFile: ofFile,
  takeIn: v.strictObject({ retro: name, file: name, holds: v.picklist(exchangedKinds) }),
  previewImport: importOrder,
  startImport: importOrder,
  cancelImport: v.strictObject({ id: v.nullable(name) }),
  knownServers: ofRetro,
  tokenState: tokenOf,
  forgetToken: tokenOf,
  trustedCertificates: nothing,
  trustCertificate: v.strictObject({
    host: name,
    fingerprint: v.pipe(v.string(), v.regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)),
  }),
  distrustCertificate: v.strictObject({ host: name }),
  edit: v.strictObject({ retro: name, edit }),
  settle: v.strictObject({ retro: name, write: id }),
  undo: ofRetro,
  redo: ofRetro,
  arrangeMap: v.strictObject({
    retro: name,
    order: v.union([v.strictObject({ open: list(id) }), v.picklist(['anew', 'back'])]),
  }),
  previewEnvironments: v.strictObject({ retro: name, environments: environmentMap }),
  suggestStreams: v.strictObject({ retro: name, streams }),
  suggestions: ofRetro,
  evidence: v.strictObject({ retro: name, milestone: id }),
  gates: ofRetro,
  standing: v.strictObject({
    retro: name,
    of: v.strictObject({
      measure: v.picklist(targetMeasures),
      environment: v.nullable(line),
      pipeline: v.nullable(line),
    }),
  }),
  moved: ofRetro,
  valueStream: v.strictObject({ retro: name, run: id }),
  branches: v.strictObject({ retro: name, at: instant }),
  deck: ofRetro,
  rows: rowsOrder,
  exportDeck: v.strictObject({ retro: name, format: v.picklist(exportFormats), withFilm: v.boolean() }),
  exportFilm: v.strictObject({ retro: name, order: filmOrder }),
  cancelExport: nothing,
  saveShared: v.strictObject({ retro: name, form: v.picklist(sharedForms) }),
  sharedFolder: ofRetro,
  exchange: v.strictObject({ retro: name, folder: v.nullable(name) }),
  showInFolder: v.strictObject({ handle: name }),
  settings: nothing,
  changeSettings: v.strictObject({
    theme: v.optional(v.picklist(['system', 'light', 'dark'])),
    author: v.optional(line),
    motion: v.optional(v.picklist(['system', 'full', 'reduced'])),
    lastExportFormat: v.optional(v.picklist(exportFormats)),
    people: v.optional(v.picklist(peopleShown)),
  }),
  fullScreen: v.strictObject({ on: v.boolean() }),
  exportPage: nothing,
  exportPageReady: v.strictObject({ problem: v.nullable(text) }),
  filmPage: nothing,
  filmBytes: v.strictObject({ part: count, position: v.pipe(v.number(), v.integer(), v.minValue(0)), bytes }),
  filmProgress: v.strictObject({ done: count, total: count }),
  filmDone: v.strictObject({
    problem: v.nullable(text),
    report: v.strictObject({ frames: count, drawn: count, tookMs: v.pipe(v.number(), v.minValue(0)) }),
  }),
};
