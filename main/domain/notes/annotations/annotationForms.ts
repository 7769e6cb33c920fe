import { isFields } from '../../history/parseFields';
import type { Milestone } from '../../retro/milestone';
import type { ReadAnnotations, ReadingHow } from './annotations';
import { parseCsvAnnotations, printCsvAnnotations } from './csvAnnotations';
import { parseGrafanaAnnotations, printGrafanaAnnotations } from './grafanaAnnotations';
import { parseIcsAnnotations, printIcsAnnotations } from './icsAnnotations';
import { parseJson, parseJsonAnnotations, printJsonAnnotations } from './jsonAnnotations';

/** The forms in which other programs give and take milestones. */
export const annotationForms = ['csv', 'json', 'ics', 'grafana'] as const;
export type AnnotationForm = (typeof annotationForms)[number];

/** Every accepted milestone in that form. Who noticed it is left out unless people are shown. */
export function printAnnotations(
  form: AnnotationForm,
  milestones: readonly Milestone[],
  how: { zone: string; withPeople: boolean },
): string {
  const shown = how.withPeople ? milestones : milestones.map((one) => ({ ...one, author: '' }));
  switch (form) {
    case 'csv':
      return printCsvAnnotations(shown);
    case 'json':
      return printJsonAnnotations(shown);
    case 'ics':
      return printIcsAnnotations(shown, how.zone);
    case 'grafana':
      return printGrafanaAnnotations(shown);
  }
}

/** Reads whichever form the text is in; null where it is none of them. */
export function parseAnnotations(text: string, how: ReadingHow): ReadAnnotations | null {
  const value = parseJson(text);
  if (value === undefined) return parseIcsAnnotations(text, how) ?? parseCsvAnnotations(text, how);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const isGrafana = isFields(first) && 'time' in first;
  return isGrafana ? parseGrafanaAnnotations(text, how) : parseJsonAnnotations(text, how);
}
