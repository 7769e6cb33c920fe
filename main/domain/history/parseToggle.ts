import { printInstant } from '../time/instant';
import { FieldError, fieldsOf, list, momentOrNull, requiredMoment, requiredText, textOrNull } from './parseFields';
import type { Fields } from './parseFields';
import { unknownFields } from './parseUnknowns';
import type { Instant, Toggle, ToggleStretch } from './records';

const toggleFields = new Set(['record', 'source', 'id', 'name', 'from', 'to', 'on', 'owner', 'origin']);

/** A feature toggle. Stretches in which it was on must follow one another within its own. Throws `FieldError`. */
export function parseToggle(fields: Fields): Toggle {
  const more = unknownFields(fields, toggleFields);
  const name = requiredText(fields, 'name');
  const from = requiredMoment(fields, 'from');
  const to = momentOrNull(fields, 'to');
  if (to !== null && to < from) throw new FieldError('to', 'is before from');
  const isKnown = fields['on'] !== undefined && fields['on'] !== null;
  return {
    record: 'toggle',
    source: textOrNull(fields, 'source') ?? '',
    id: textOrNull(fields, 'id') ?? toggleId(name, from),
    name,
    from,
    to,
    on: isKnown ? parseStretches(fields, { from, to }) : null,
    owner: textOrNull(fields, 'owner'),
    origin: textOrNull(fields, 'origin'),
    ...(more && { more }),
  };
}

/** The same toggle told again is the same record, also once its end is known. */
export function toggleId(name: string, from: Instant): string {
  return `${name}@${printInstant(from)}`;
}

function parseStretches(fields: Fields, whole: ToggleStretch): ToggleStretch[] {
  return list<ToggleStretch>(fields, 'on', (value, before) => {
    const stretch = fieldsOf(value);
    const from = requiredMoment(stretch, 'from');
    const to = momentOrNull(stretch, 'to');
    const last = before.at(-1);
    if (to !== null && to < from) throw new FieldError('to', 'is before from');
    if (from < (last ? (last.to ?? Infinity) : whole.from)) {
      throw new FieldError('from', last ? 'is before the end of the stretch before' : 'is before the toggle was there');
    }
    if (whole.to !== null && (to === null || to > whole.to)) throw new FieldError('to', 'is after the toggle was gone');
    return { from, to };
  });
}
