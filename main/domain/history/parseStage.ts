import { countOrNull, fieldsOf, list, momentOrNull, requiredText, textOrNull } from './parseFields';
import { keepWord, unknownFields } from './parseUnknowns';
import { approvalOf, outcomeOf } from './parseWords';
import type { Job, Stage } from './records';

const jobFields = new Set(['name', 'outcome', 'sourceOutcome', 'scheduledAt', 'startedAt', 'finishedAt', 'agent']);

const stageFields = new Set([...jobFields, 'attempt', 'approval', 'environment', 'image', 'jobs']);

/** One attempt of a stage. Where attempts are not numbered, the order of the entries of that name is their number. */
export function parseStage(value: unknown, before: readonly Stage[]): Stage {
  const fields = fieldsOf(value);
  const name = requiredText(fields, 'name');
  const approval = approvalOf(fields);
  const more = keepWord(unknownFields(fields, stageFields), 'sourceApproval', approval.own);
  return {
    name,
    attempt: countOrNull(fields, 'attempt') ?? before.filter((stage) => stage.name === name).length + 1,
    ...outcomeOf(fields),
    scheduledAt: momentOrNull(fields, 'scheduledAt'),
    startedAt: momentOrNull(fields, 'startedAt'),
    finishedAt: momentOrNull(fields, 'finishedAt'),
    approval: approval.known,
    environment: textOrNull(fields, 'environment'),
    image: textOrNull(fields, 'image'),
    agent: textOrNull(fields, 'agent'),
    jobs: list(fields, 'jobs', parseJob),
    ...(more && { more }),
  };
}

function parseJob(value: unknown): Job {
  const fields = fieldsOf(value);
  const more = unknownFields(fields, jobFields);
  return {
    name: requiredText(fields, 'name'),
    ...outcomeOf(fields),
    scheduledAt: momentOrNull(fields, 'scheduledAt'),
    startedAt: momentOrNull(fields, 'startedAt'),
    finishedAt: momentOrNull(fields, 'finishedAt'),
    agent: textOrNull(fields, 'agent'),
    ...(more && { more }),
  };
}
