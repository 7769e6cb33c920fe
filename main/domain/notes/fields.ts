import * as v from 'valibot';
import { detectionFamilies, milestoneKinds } from '../retro/milestone';
import { targetMeasures } from '../retro/environmentMap';
import { fullConfidence, isWeekId } from '../retro/confidence';
import { existsField, type NoteKind } from './noteWrite';

/** The longest text of one field, in UTF-16 units. */
const longest = 100_000;
const text = v.pipe(v.string(), v.maxLength(longest, `must not be longer than ${String(longest)} characters`));
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const instant = v.pipe(
  v.number('must be an instant such as 2024-03-01T09:00:00Z'),
  v.minValue(-lastInstant, 'is too long ago'),
  v.maxValue(lastInstant, 'must be before the year 10000'),
);
const anchor = v.variant('to', [
  v.looseObject({ to: v.literal('run'), run: text }),
  v.looseObject({ to: v.literal('stage'), pipeline: text, stage: text }),
  v.looseObject({ to: v.literal('edge'), from: text, into: text }),
  v.looseObject({ to: v.literal('date'), at: instant }),
]);
const exists = v.boolean();
const family = v.picklist(detectionFamilies);
const detected = v.looseObject({
  family,
  series: text,
  facts: v.pipe(v.array(v.looseObject({ family, series: text, text })), v.maxLength(1_000)),
  window: v.looseObject({ from: instant, to: instant }),
  strength: v.number(),
});

const metric = v.looseObject({
  measure: v.picklist(targetMeasures, `must be one of ${targetMeasures.join(', ')}`),
  environment: v.nullable(text),
  pipeline: v.nullable(text),
  value: v.nullable(v.number()),
  n: v.number(),
  from: v.nullable(instant),
  to: v.nullable(instant),
  knownTo: v.nullable(instant),
  target: v.nullable(v.number()),
});

/** What each field may hold. A field of a later version is any JSON value. */
const known: Record<NoteKind, Record<string, v.GenericSchema>> = {
  milestone: {
    [existsField]: exists,
    at: instant,
    until: v.nullable(instant),
    kind: v.picklist(milestoneKinds, `must be one of ${milestoneKinds.join(', ')}`),
    title: text,
    text,
    gained: text,
    cost: text,
    tags: v.pipe(v.array(text), v.maxLength(1_000)),
    author: text,
    anchors: v.pipe(v.array(anchor), v.maxLength(1_000)),
    status: v.picklist(['accepted', 'suggested', 'dismissed'], 'must be one of accepted, suggested, dismissed'),
    detected: v.optional(v.nullable(detected)),
  },
  action: {
    [existsField]: exists,
    text,
    owner: text,
    due: v.nullable(instant),
    status: v.optional(v.picklist(['done', 'open'], 'must be one of done, open')),
    metric: v.optional(v.nullable(metric)),
  },
  slide: {
    headline: v.optional(text),
    body: v.optional(text),
    notes: v.optional(text),
    hidden: v.optional(v.boolean()),
    days: v.optional(v.looseObject({ from: instant, to: instant })),
  },
  confidence: {},
};

const confidenceMessage = `must be a whole number from 0 to ${String(fullConfidence)}`;
const ofWeek = v.optional(
  v.pipe(
    v.number(confidenceMessage),
    v.integer(confidenceMessage),
    v.minValue(0, confidenceMessage),
    v.maxValue(fullConfidence, confidenceMessage),
  ),
);

/** What is wrong with the value of a field, as the end of a sentence that begins with its name; null where nothing is. */
export function fieldProblem(kind: NoteKind, field: string, value: unknown): string | null {
  const schema = kind === 'confidence' && isWeekId(field) ? ofWeek : ofName(kind, field);
  if (!schema) return null;
  const parsed = v.safeParse(schema, value);
  return parsed.success ? null : parsed.issues[0].message;
}

function ofName(kind: NoteKind, field: string): v.GenericSchema | undefined {
  return Object.hasOwn(known[kind], field) ? known[kind][field] : undefined;
}

/** Known fields, in the order they are printed. */
export const fieldOrder: Record<NoteKind, readonly string[]> = {
  milestone: fieldsBut('milestone'),
  action: fieldsBut('action'),
  slide: fieldsBut('slide'),
  confidence: [],
};

/** Fields without which a milestone or an action cannot be shown. */
export const requiredFields: Record<NoteKind, readonly string[]> = {
  milestone: fieldOrder.milestone.filter((field) => field !== 'detected'),
  action: fieldOrder.action.filter((field) => field !== 'status' && field !== 'metric'),
  slide: [],
  confidence: [],
};

/** Fields that hold an instant: text in a file, milliseconds inside. */
export const instantFields: Record<NoteKind, ReadonlySet<string>> = {
  milestone: new Set(['at', 'until']),
  action: new Set(['due']),
  slide: new Set(),
  confidence: new Set(),
};

function fieldsBut(kind: NoteKind): string[] {
  return Object.keys(known[kind]).filter((field) => field !== existsField);
}
