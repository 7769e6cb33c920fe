import type { FileSample, Recognition } from '../source';
import { tableNamed } from './readDump';

/** A table of DevLake by the name of the file and the fields only DevLake has. */
export function recogniseDump({ path, head, isFolder }: FileSample): Recognition | null {
  if (isFolder || !/\.(csv|json)$/i.test(path)) return null;
  const table = tableNamed(path);
  const fields = /\b(cicd_scope_id|cicd_deployment_id|_raw_data_params)\b/.test(head);
  const named = table?.startsWith('cicd_') === true || (fields && table !== null);
  if (!named && !fields) return null;
  const what = table === null ? 'a table of Apache DevLake' : `the table ${table} of Apache DevLake`;
  return { kind: 'devlake', what, confidence: fields ? 0.97 : 0.8 };
}
