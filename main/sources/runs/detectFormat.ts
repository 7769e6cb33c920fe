import path from 'node:path';
import { isHeader } from '../../domain/history/header';
import { isFields } from '../../domain/history/parseFields';
import { FailureError } from '../../failure';
import { buildExport, isBuildExport } from './buildExport';
import { commitExport, isExportedCommit } from './commitExport';
import { csvRuns } from './csvRuns';
import { csvToggles, isToggleHeading } from './csvToggles';
import { deploymentsByFile, isDeploymentCommit } from './deploymentsByFile';
import { jsonLines } from './jsonLines';
import { jsonArray, jsonValues } from './jsonValues';
import type { Format } from './row';
import { isXlDeployReport, xlDeployReport } from './xlDeployReport';

/** The beginning of a file. */
export interface Sample {
  path: string;
  /** Up to 64 KiB, without a byte order mark. */
  head: string;
  /** Whether `head` is the whole file. */
  whole: boolean;
}

const neutral = /"record"\s*:\s*"(?:history|run|commit|incident|definition|toggle)"/;
const bareRun = /"pipeline"\s*:\s*"[\s\S]*"outcome"\s*:|"outcome"\s*:[\s\S]*"pipeline"\s*:\s*"/;

/** Decides how a file is read. Throws `FailureError` with a sentence where there is nothing in it for this source. */
export function formatOf(sample: Sample): Format {
  const name = path.basename(sample.path);
  const head = sample.head.trimStart();
  if (head === '' && sample.whole) throw wrongKind(`${name} is empty; name a file with history in it.`);
  refuseBinary(name, head);
  if (/^<(?:!doctype\s+html|html)[\s>]/i.test(head)) {
    throw wrongKind(
      `${name} is a web page, perhaps a sign-in page that was saved instead of data; save the data itself.`,
    );
  }
  if (head.startsWith('<')) return xmlFormat(name, head);
  if (head.startsWith('[') || head.startsWith('{')) return csvAfterHeader(sample) ?? jsonFormat(name, sample, head);
  return textFormat(name, sample, head);
}

function refuseBinary(name: string, head: string): void {
  if (head.startsWith('\u001f\uFFFD')) throw unreadable(`${name} is compressed; unpack it first.`);
  if (head.includes('\0')) {
    const utf16 = /^(?:\uFFFD\uFFFD)?(?:[\x09-\x7e]\0|\0[\x09-\x7e])/.test(head);
    throw unreadable(
      utf16
        ? `${name} is text in UTF-16; save it as UTF-8.`
        : `${name} is a binary file; history is text: JSON lines, a JSON array or CSV.`,
    );
  }
}

function xmlFormat(name: string, head: string): Format {
  if (isXlDeployReport(head)) return xlDeployReport;
  if (/<Project\s[^>]*\blastBuildStatus=/.test(head)) {
    throw wrongKind(
      `${name} is a cctray feed, which tells only how the last build of each pipeline ended: import the history from the server itself.`,
    );
  }
  throw wrongKind(`${name} is XML without a deployment report in it; use JSON lines, a JSON array or CSV with runs.`);
}

function jsonFormat(name: string, sample: Sample, head: string): Format {
  const ours = neutral.test(head) || bareRun.test(head);
  if (head.startsWith('[')) {
    if (ours || /^\[\s*\]\s*$/.test(head)) return jsonArray;
    if (/"DeploymentProcessId"\s*:|"ProjectDeploymentProcessSnapshotId"\s*:/.test(head)) throw octopusReply(name);
    throw otherJson(name, null);
  }
  const values = completeLines(sample).map(jsonOf);
  const objects = values.filter(isFields);
  if (objects.length === 0 && ours) return /^\{\s*(?:\n|$)/.test(head) ? jsonValues : jsonLines;
  if (ours) return jsonLines;
  if (objects.some(isDeploymentCommit)) return deploymentsByFile;
  if (objects.some(isExportedCommit)) return commitExport;
  throw otherJson(name, objects[0] ?? null);
}

/** CSV may begin with the header of the format, too; nothing else that begins with a brace can be CSV. */
function csvAfterHeader(sample: Sample): Format | null {
  const end = sample.head.indexOf('\n');
  if (end < 0) return null;
  const first = jsonOf(sample.head.slice(0, end));
  const rest = sample.head.slice(end + 1);
  if (!isHeader(first) || /^\s*(?:\{|$)/.test(rest)) return null;
  const heading = headingOf(rest);
  if (!heading || !isRunHeading(heading.cells)) return null;
  return csvRuns({ delimiter: heading.delimiter, firstLine: 2 }, first);
}

function textFormat(name: string, sample: Sample, head: string): Format {
  const heading = headingOf(head);
  if (heading && isBuildExport(heading.cells)) return buildExport({ delimiter: heading.delimiter, firstLine: 1 });
  if (heading && isRunHeading(heading.cells)) {
    return csvRuns({ delimiter: heading.delimiter, firstLine: 1 }, null);
  }
  if (heading && isToggleHeading(heading.cells)) return csvToggles({ delimiter: heading.delimiter, firstLine: 1 });
  if (completeLines(sample).some((line) => line.startsWith('{') && neutral.test(line))) return jsonLines;
  throw wrongKind(
    `${name} is not history: JSON lines with "record" in each, or CSV with at least the columns id, pipeline, outcome and a moment (of feature toggles: name and from) are needed.`,
  );
}

function isRunHeading(cells: readonly string[]): boolean {
  return ['id', 'pipeline', 'outcome'].every((name) => cells.includes(name));
}

function headingOf(text: string): { delimiter: string; cells: string[] } | null {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const splits = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    cells: line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')),
  }));
  const best = splits.sort((one, other) => other.cells.length - one.cells.length)[0];
  return best && best.cells.length > 1 ? best : null;
}

function completeLines(sample: Sample): string[] {
  const lines = sample.head.split('\n').map((line) => line.trim());
  return (sample.whole ? lines : lines.slice(0, -1)).filter((line) => line !== '').slice(0, 50);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function otherJson(name: string, first: Record<string, unknown> | null): FailureError {
  if (first && 'EndDate' in first && 'Data' in first) {
    return wrongKind(`${name} holds weekly measurements, not runs; import the runs they were measured from.`);
  }
  return wrongKind(
    `${name} is JSON, but not history records (no "record" in it); where it is a reply of a CI server, name its kind with --source.`,
  );
}

function octopusReply(name: string): FailureError {
  return wrongKind(
    `${name} is a reply of Octopus Deploy, which is not read: its deployments do not say how they ended, their tasks do; ` +
      'write both together as records of the neutral format, one run for each deployment with its environment.',
  );
}

function wrongKind(sentence: string): FailureError {
  return new FailureError('wrong_kind', sentence);
}

function unreadable(sentence: string): FailureError {
  return new FailureError('unreadable', sentence);
}
