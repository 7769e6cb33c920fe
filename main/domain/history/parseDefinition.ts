import { printInstant } from '../time/instant';
import { FieldError, fieldsOf, list, requiredMoment, requiredText, textList, textOrNull } from './parseFields';
import type { Fields } from './parseFields';
import { keepWord, unknownFields } from './parseUnknowns';
import { approvalOf } from './parseWords';
import type { Definition, MaterialDefinition, StageDefinition } from './records';

const definitionFields = new Set([
  'record',
  'source',
  'pipeline',
  'validFrom',
  'present',
  'stages',
  'materials',
  'environments',
  'origin',
]);
const stageFields = new Set(['name', 'approval', 'environment', 'image', 'agent', 'jobs']);
const materialFields = new Set(['kind', 'name', 'branch']);

/**
 * What a pipeline was configured to be. Where no origin is given, the moment it holds from stands for it, so that two
 * definitions of a pipeline stay two. Throws `FieldError`.
 */
export function parseDefinition(fields: Fields): Definition {
  const more = unknownFields(fields, definitionFields);
  const validFrom = requiredMoment(fields, 'validFrom');
  const present = fields['present'] ?? true;
  if (typeof present !== 'boolean') throw new FieldError('present', 'is neither true nor false');
  return {
    record: 'definition',
    source: textOrNull(fields, 'source') ?? '',
    pipeline: requiredText(fields, 'pipeline'),
    validFrom,
    present,
    stages: list(fields, 'stages', parseStageDefinition),
    materials: list(fields, 'materials', parseMaterial),
    environments: textList(fields, 'environments'),
    origin: textOrNull(fields, 'origin') ?? printInstant(validFrom),
    ...(more && { more }),
  };
}

function parseStageDefinition(value: unknown): StageDefinition {
  const fields = typeof value === 'string' ? { name: value } : fieldsOf(value);
  const approval = approvalOf(fields);
  const more = keepWord(unknownFields(fields, stageFields), 'sourceApproval', approval.own);
  return {
    name: requiredText(fields, 'name'),
    approval: approval.known,
    environment: textOrNull(fields, 'environment'),
    image: textOrNull(fields, 'image'),
    agent: textOrNull(fields, 'agent'),
    jobs: textList(fields, 'jobs'),
    ...(more && { more }),
  };
}

function parseMaterial(value: unknown): MaterialDefinition {
  const fields = typeof value === 'string' ? { name: value } : fieldsOf(value);
  const more = unknownFields(fields, materialFields);
  const kind = textOrNull(fields, 'kind') ?? 'material';
  if (kind !== 'material' && kind !== 'pipeline') throw new FieldError('kind', 'is neither "material" nor "pipeline"');
  return {
    kind,
    name: requiredText(fields, 'name'),
    branch: textOrNull(fields, 'branch'),
    ...(more && { more }),
  };
}
