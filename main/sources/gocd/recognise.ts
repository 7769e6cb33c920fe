import type { FileSample, Recognition } from '../source';

const signs: { pattern: RegExp; what: string; confidence: number }[] = [
  { pattern: /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<cruise[\s>]/, what: 'GoCD configuration', confidence: 0.98 },
  { pattern: /"(current_pipeline|current_material)"/, what: 'GoCD value stream map', confidence: 0.95 },
  { pattern: /"(build_cause|natural_order)"/, what: 'GoCD pipeline history', confidence: 0.95 },
  { pattern: /"(rerun_of_counter|approved_by)"/, what: 'GoCD stages', confidence: 0.9 },
  { pattern: /"job_state_transitions"/, what: 'GoCD jobs', confidence: 0.9 },
  {
    pattern: /"email_address"[\s\S]*"modified_time"|"modified_time"[\s\S]*"email_address"/,
    what: 'GoCD modifications of a material',
    confidence: 0.6,
  },
];

/** A saved reply of GoCD by the words only GoCD uses; counts what is seen in the head. */
export function recogniseGocd({ head, isFolder, size }: FileSample): Recognition | null {
  if (isFolder || head === '') return null;
  const sign = signs.find(({ pattern }) => pattern.test(head));
  if (!sign) return null;
  return { kind: 'gocd', what: sign.what + detail(head, size), confidence: sign.confidence };
}

function detail(head: string, size: number): string {
  const runs = head.match(/"build_cause"\s*:/g)?.length ?? 0;
  const whole = Buffer.byteLength(head) >= size;
  const names = new Set([...head.matchAll(/"pipeline_name"\s*:\s*"([^"]+)"/g)].map((match) => match[1]));
  const named = names.size === 1 ? ` of ${[...names][0]}` : '';
  if (runs === 0) return named;
  return `, ${whole ? '' : 'at least '}${runs} ${runs === 1 ? 'run' : 'runs'}`;
}
