/** Takes the data of one version to the next. Works on a parsed copy; the file changes with the next save. */
export type Migration = (data: unknown) => unknown;

export const documentFormats = ['store', 'settings', 'retro', 'manifest', 'sources', 'map'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** For each kind of document the steps from version 1 on: the first takes version 1 to 2. None yet. */
const migrations: Record<DocumentFormat, readonly Migration[]> = {
  store: [],
  settings: [],
  retro: [],
  manifest: [],
  sources: [],
  map: [],
};

/** The version of the store itself rises with any of its documents, so that an older program leaves all of it alone. */
export function currentVersion(format: DocumentFormat, table = migrations): number {
  const steps = format === 'store' ? Object.values(table).flat() : table[format];
  return steps.length + 1;
}

/** Data as the current version has it. */
export function migrate(format: DocumentFormat, version: number, data: unknown, table = migrations): unknown {
  return table[format].slice(version - 1).reduce((older, step) => step(older), data);
}
