import { printInstant, printMoment } from '../time/instant';
import { uniteCoverage } from './coverage';
import {
  FieldError,
  fieldsOf,
  isFields,
  list,
  momentOrNull,
  requiredMoment,
  requiredText,
  textOrNull,
} from './parseFields';
import type { Fields } from './parseFields';
import { unknownFields } from './parseUnknowns';
import type { Coverage, Gap, SourceCoverage, Unknowns } from './records';

/** The version of the neutral history format that is written, and the newest that is read. */
export const historyVersion = 1;

/** The first line of a file in the neutral history format. */
export interface HistoryHeader extends Unknowns {
  source: string | null;
  /** The coverage of the source; null where the file does not say. */
  coverage: Coverage | null;
  /** IANA name of the zone in which weeks and days are counted, null where the file does not say. */
  zone: string | null;
  /** Main branch of each material, where the source knows it. */
  mainBranches?: Record<string, string>;
  /** Where the history is that of several sources: what each of them covers. */
  sources?: SourceCoverage[];
}

export type ParsedHeader =
  | { ok: true; header: HistoryHeader }
  /** `newer` where the file was written by a newer version: nothing of it may be read. */
  | { ok: false; newer: boolean; reason: string };

const headerFields = new Set(['record', 'version', 'source', 'coverage', 'zone', 'mainBranches', 'sources']);

export function isHeader(value: unknown): boolean {
  return isFields(value) && value['record'] === 'history';
}

/** The header of a whole history: of its source where there is one, without a name where there are several. */
export function headerOf(coverage: readonly SourceCoverage[], zone: string | null): HistoryHeader {
  const [only, ...others] = coverage;
  const mainBranches = Object.assign({}, ...coverage.map((part) => part.mainBranches)) as Record<string, string>;
  return {
    source: only && others.length === 0 ? only.source : null,
    coverage: only ? uniteCoverage(coverage) : null,
    zone,
    ...(Object.keys(mainBranches).length > 0 && { mainBranches }),
    ...(others.length > 0 && { sources: coverage.map(({ source, from, to, gaps }) => ({ source, from, to, gaps })) }),
  };
}

/** Never throws. A version newer than ours is refused with a sentence. */
export function parseHeader(value: unknown): ParsedHeader {
  try {
    const fields = fieldsOf(value);
    const version = fields['version'] ?? historyVersion;
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
      throw new FieldError('version', 'is not a version of the history format');
    }
    if (version > historyVersion) return { ok: false, newer: true, reason: newerSentence(version) };
    return { ok: true, header: parseFieldsOfHeader(fields) };
  } catch (error) {
    if (error instanceof FieldError) return { ok: false, newer: false, reason: error.message };
    throw error;
  }
}

/** One line, without its newline; unknown fields after the known ones. */
export function printHeader(header: HistoryHeader): string {
  return JSON.stringify({
    record: 'history',
    version: historyVersion,
    source: header.source,
    coverage: header.coverage && printCoverage(header.coverage),
    zone: header.zone,
    ...(header.mainBranches && { mainBranches: header.mainBranches }),
    ...(header.sources && {
      sources: header.sources.map(({ source, ...coverage }) => ({ source, coverage: printCoverage(coverage) })),
    }),
    ...header.more,
  });
}

function printCoverage({ from, to, gaps }: Coverage) {
  return { from: printMoment(from), to: printMoment(to), ...(gaps.length > 0 && { gaps: gaps.map(printGap) }) };
}

function newerSentence(version: number): string {
  return `the history format is version ${version}, this program reads up to version ${historyVersion}; update the program to read it.`;
}

function parseFieldsOfHeader(fields: Fields): HistoryHeader {
  const more = unknownFields(fields, headerFields);
  const mainBranches = parseMainBranches(fields['mainBranches']);
  const sources = list(fields, 'sources', parseSource);
  return {
    source: textOrNull(fields, 'source'),
    coverage: parseCoverage(fields['coverage']),
    zone: textOrNull(fields, 'zone'),
    ...(mainBranches && { mainBranches }),
    ...(sources.length > 0 && { sources }),
    ...(more && { more }),
  };
}

function parseCoverage(value: unknown): Coverage | null {
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw new FieldError('coverage', 'is not an object');
  try {
    const from = momentOrNull(value, 'from');
    const to = momentOrNull(value, 'to');
    if (from !== null && to !== null && to < from) throw new FieldError('to', 'is before from');
    return { from, to, gaps: list(value, 'gaps', parseGap) };
  } catch (error) {
    throw error instanceof FieldError ? error.within('coverage') : error;
  }
}

function parseSource(value: unknown): SourceCoverage {
  const fields = fieldsOf(value);
  const coverage = parseCoverage(fields['coverage']) ?? { from: null, to: null, gaps: [] };
  return { source: requiredText(fields, 'source'), ...coverage };
}

function parseGap(value: unknown): Gap {
  const fields = fieldsOf(value);
  return {
    from: requiredMoment(fields, 'from'),
    to: requiredMoment(fields, 'to'),
    reason: textOrNull(fields, 'reason') ?? 'not in the history',
  };
}

function printGap(gap: Gap): Record<string, string> {
  return { from: printInstant(gap.from), to: printInstant(gap.to), reason: gap.reason };
}

function parseMainBranches(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw new FieldError('mainBranches', 'is not an object');
  unknownFields(value, new Set());
  return Object.fromEntries(Object.keys(value).map((material) => [material, requiredText(value, material)]));
}
