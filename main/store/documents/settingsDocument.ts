import * as v from 'valibot';
import { exportFormats, type Settings } from '../../ipc/contract';
import type { DocumentKind } from './documentAdapter';
import { parseWith } from './parseWith';

export const firstSettings: Settings = { theme: 'system', author: '', motion: 'system', lastExportFormat: 'pptx' };

export const settingsDocument: DocumentKind<Settings> = {
  format: 'settings',
  parse: parseWith(
    v.looseObject({
      theme: v.picklist(['system', 'light', 'dark']),
      author: v.string(),
      motion: v.picklist(['system', 'full', 'reduced']),
      lastExportFormat: v.picklist(exportFormats),
    }),
  ),
};
