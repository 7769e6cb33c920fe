import JSZip from 'jszip';
import { repairChart, repairNotesMaster, repairSlide, repairTypes } from './repairParts';

/** Rows of a chart's data sheet: for each category, the value of each series. */
export type SheetValues = (number | null)[][];

/**
 * PptxGenJS 4 writes packages PowerPoint offers to repair: parts that are not there, axes nobody declared, empty values,
 * zeros missing from data sheets. This mends each of them; `checkPackage` proves it.
 */
export async function repairPackage(written: Uint8Array, sheets: SheetValues[]): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(written);
  const repaired = new JSZip();
  const names = Object.keys(zip.files).filter((name) => !zip.files[name]?.dir);
  const renumber = renumbering(names);
  const partNames = new Set(names.map((name) => `/${renumber(name)}`));
  for (const name of names) {
    const entry = zip.files[name];
    if (!entry) continue;
    const content = await repairEntry(renumber(name), entry, { partNames, sheets, renumber });
    repaired.file(renumber(name), content, { date: epoch, createFolders: false });
  }
  return repaired.generateAsync({ type: 'uint8array', compression: 'DEFLATE', compressionOptions: { level: 6 } });
}

/** Zip entries carry a date; a fixed one makes two exports of the same deck the same bytes. */
const epoch = new Date(Date.UTC(2020, 0, 1));

/**
 * The writer counts charts for as long as the program runs, so a second export begins at another number: here every
 * file begins at 1, and the n-th chart has the n-th sheet.
 */
function renumbering(names: string[]): (text: string) => string {
  const numbers = names.map((name) => Number(/^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? Infinity));
  const before = Math.min(...numbers, Number.MAX_SAFE_INTEGER) - 1;
  return (text) =>
    text.replace(
      /((?:^|[/"])chart|Microsoft_Excel_Worksheet)(\d+)(?=\.xml|\.xlsx)/g,
      (_, part: string, number: string) => part + String(Number(number) - before),
    );
}

interface Repairing {
  partNames: ReadonlySet<string>;
  sheets: SheetValues[];
  renumber: (text: string) => string;
}

async function repairEntry(
  name: string,
  entry: JSZip.JSZipObject,
  { partNames, sheets, renumber }: Repairing,
): Promise<string | Uint8Array> {
  if (name === '[Content_Types].xml') return repairTypes(renumber(await entry.async('string')), partNames);
  if (name.endsWith('.rels')) return renumber(await entry.async('string'));
  if (/^ppt\/charts\/chart\d+\.xml$/.test(name)) return repairChart(await entry.async('string'));
  if (/^ppt\/(slides|slideLayouts|slideMasters)\/[^/]+\.xml$/.test(name))
    return repairSlide(await entry.async('string'));
  if (/^ppt\/notesMasters\/[^/]+\.xml$/.test(name)) return repairNotesMaster(await entry.async('string'));
  if (name === 'docProps/core.xml') return withoutClock(await entry.async('string'));
  const sheet = /^ppt\/embeddings\/Microsoft_Excel_Worksheet(\d+)\.xlsx$/.exec(name);
  const values = sheet ? sheets[Number(sheet[1]) - 1] : undefined;
  if (values) return repairWorkbook(await entry.async('uint8array'), values);
  return entry.async('uint8array');
}

/** The moment of the export says nothing about the story, and would make each export differ. */
function withoutClock(xml: string): string {
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$12020-01-01T00:00:00Z');
}

async function repairWorkbook(workbook: Uint8Array, values: SheetValues): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(workbook);
  const repaired = new JSZip();
  for (const [name, entry] of Object.entries(zip.files)) {
    if (entry.dir) continue;
    const isSheet = name === 'xl/worksheets/sheet1.xml';
    const isCore = name === 'docProps/core.xml';
    const content = isSheet
      ? repairSheet(await entry.async('string'), values)
      : isCore
        ? withoutClock(await entry.async('string'))
        : await entry.async('uint8array');
    repaired.file(name, content, { date: epoch, createFolders: false });
  }
  return repaired.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** Row 1 holds the names of the series, column A the categories; every other cell is a number or is not there. */
function repairSheet(xml: string, values: SheetValues): string {
  return xml.replace(/<c r="([A-Z]+)(\d+)"><v>[^<]*<\/v><\/c>/g, (_, column: string, row: string) => {
    const value = values[Number(row) - 2]?.[columnNumber(column) - 2] ?? null;
    return value === null ? '' : `<c r="${column}${row}"><v>${String(value)}</v></c>`;
  });
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
