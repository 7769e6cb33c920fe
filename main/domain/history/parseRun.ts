import {
  FieldError,
  countOrNull,
  fieldsOf,
  list,
  momentOrNull,
  requiredText,
  textList,
  textOrNull,
} from './parseFields';
import type { Fields } from './parseFields';
import { parseStage } from './parseStage';
import { keepWord, unknownFields } from './parseUnknowns';
import { marksOf, outcomeOf, triggerOf } from './parseWords';
import { runTime } from './recordTime';
import type { Revision, Run } from './records';

const runFields = new Set([
  'record',
  'source',
  'id',
  'pipeline',
  'number',
  'attempt',
  'url',
  'trigger',
  'actor',
  'outcome',
  'sourceOutcome',
  'queuedAt',
  'startedAt',
  'finishedAt',
  'revisions',
  'changes',
  'upstream',
  'environment',
  'marks',
  'stages',
]);

const revisionFields = new Set(['material', 'branch', 'revision', 'committedAt', 'author', 'message']);

/** Required are only `id`, `pipeline`, `outcome` and one of the three moments. Throws `FieldError`. */
export function parseRun(fields: Fields): Run {
  const id = requiredText(fields, 'id');
  const pipeline = requiredText(fields, 'pipeline');
  requiredText(fields, 'outcome');
  const trigger = triggerOf(fields);
  const marks = marksOf(fields);
  const more = keepWord(unknownFields(fields, runFields), 'sourceTrigger', trigger.own);
  const moreStill = keepWord(more, 'sourceMarks', marks.own);
  const run: Run = {
    record: 'run',
    source: textOrNull(fields, 'source') ?? '',
    id,
    pipeline,
    number: countOrNull(fields, 'number'),
    attempt: countOrNull(fields, 'attempt') ?? 1,
    url: textOrNull(fields, 'url'),
    trigger: trigger.known,
    actor: textOrNull(fields, 'actor'),
    ...outcomeOf(fields),
    queuedAt: momentOrNull(fields, 'queuedAt'),
    startedAt: momentOrNull(fields, 'startedAt'),
    finishedAt: momentOrNull(fields, 'finishedAt'),
    revisions: list(fields, 'revisions', parseRevision),
    changes: list(fields, 'changes', parseRevision),
    upstream: textList(fields, 'upstream'),
    environment: textOrNull(fields, 'environment'),
    marks: marks.known,
    stages: list(fields, 'stages', parseStage),
    ...(moreStill && { more: moreStill }),
  };
  if (runTime(run) === null)
    throw new FieldError('queuedAt, startedAt, finishedAt', 'are all missing: the run has no moment');
  return run;
}

function parseRevision(value: unknown): Revision {
  const fields = fieldsOf(value);
  const more = unknownFields(fields, revisionFields);
  return {
    material: requiredText(fields, 'material'),
    branch: textOrNull(fields, 'branch'),
    revision: requiredText(fields, 'revision'),
    committedAt: momentOrNull(fields, 'committedAt'),
    author: textOrNull(fields, 'author'),
    message: textOrNull(fields, 'message'),
    ...(more && { more }),
  };
}
