import * as v from 'valibot';
import { peopleShown } from '../../domain/people/peopleShown';
import type { ExportFormat } from '../../ipc/messages/exporting';
import type { Settings } from '../../ipc/messages/settings';
import type { DocumentKind } from './documentAdapter';
import { parseWith } from './parseWith';

export const firstSettings: Settings = {
  theme: 'system',
  author: '',
  motion: 'system',
  lastExportFormat: 'pptx',
  people: 'hidden',
};

/** As a table, so that a new format that is not in it does not compile. */
const formats: Record<ExportFormat, true> = { pptx: true, pdf: true, html: true, png: true, csv: true, md: true };

export const settingsDocument: DocumentKind<Settings> = {
  format: 'settings',
  parse: parseWith(
    v.looseObject({
      theme: v.picklist(['system', 'light', 'dark']),
      author: v.string(),
      motion: v.picklist(['system', 'full', 'reduced']),
      lastExportFormat: v.picklist(Object.keys(formats) as ExportFormat[]),
      people: v.optional(v.picklist(peopleShown), 'hidden'),
    }),
  ),
};
