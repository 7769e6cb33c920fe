import * as v from 'valibot';
import type { DocumentKind } from './documentAdapter';
import { parseWith } from './parseWith';

/** `store.json`: says that the folder is a store, and by its version of which kind. */
export interface StoreDocument {
  createdAt: number;
}

export const storeDocument: DocumentKind<StoreDocument> = {
  format: 'store',
  parse: parseWith(v.looseObject({ createdAt: v.number() })),
};
