import { XMLParser } from 'fast-xml-parser';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isFields } from '../../domain/history/parseFields';
import { FailureError } from '../../failure';
import { rejectedRow, rowOf } from './row';
import type { Format, Row } from './row';

/** The XML report in which XL Deploy lists the deployments of an application: one `lines` element is one deployment. */
export const xlDeployReport: Format = {
  name: 'XL Deploy deployment report',
  async *read(file) {
    const text = await readFile(file.path, 'utf8');
    file.read(Buffer.byteLength(text));
    const deployments = deploymentsIn(text, path.basename(file.path));
    const starts = [...text.matchAll(/<lines[\s>]/g)].map((match) => text.slice(0, match.index).split('\n').length);
    for (const [index, values] of deployments.entries()) yield deploymentRow(starts[index] ?? 1, values);
  },
};

export function isXlDeployReport(head: string): boolean {
  return /<report[\s>]/.test(head) && /<lines[\s>]/.test(head) && head.includes('<key>taskId</key>');
}

function deploymentsIn(text: string, name: string): Map<string, string>[] {
  const report = parseXml(text, name)['report'];
  const lines = isFields(report) && Array.isArray(report['lines']) ? (report['lines'] as unknown[]) : [];
  return lines.map((line) => {
    const values = isFields(line) ? line['values'] : null;
    const items = isFields(values) && Array.isArray(values['item']) ? (values['item'] as unknown[]) : [];
    return new Map(items.filter(isFields).map((item) => [textOf(item['key']), textOf(item['value'])]));
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseXml(text: string, name: string): Record<string, unknown> {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    isArray: (tag) => tag === 'lines' || tag === 'item',
  });
  const opened = text.match(/<lines[\s>]/g)?.length;
  const whole = opened === text.match(/<\/lines>/g)?.length && text.trimEnd().endsWith('</report>');
  // Entities of its own are how an XML file blows up; no server sends them.
  if (whole && !/<!DOCTYPE/i.test(text)) return parser.parse(text) as Record<string, unknown>;
  throw new FailureError('unreadable', `${name} is cut short or is not plain XML; export the report again.`);
}

const outcomeOfStatus = new Map([
  ['DONE', 'passed'],
  ['FAILED', 'failed'],
  ['CANCELLED', 'cancelled'],
]);

function deploymentRow(line: number, values: Map<string, string>): Row {
  const take = (name: string) => {
    const value = values.get(name) ?? '';
    values.delete(name);
    return value;
  };
  const [id, bundle, status, environment] = [take('taskId'), take('package'), take('status'), take('environment')];
  const [actor, startedAt, finishedAt] = [take('user'), take('startDate'), take('completionDate')];
  const [application = '', version = ''] = bundle.split(/\/(?=[^/]*$)/);
  if (application === '' || version === '') return rejectedRow(line, 'package is not APPLICATION/VERSION', id || null);
  return rowOf(line, {
    ...Object.fromEntries(values),
    record: 'run',
    id,
    pipeline: application,
    actor,
    outcome: outcomeOfStatus.get(status) ?? 'unknown',
    sourceOutcome: status,
    startedAt,
    finishedAt,
    environment,
    revisions: [{ material: `package:${application}`, revision: version }],
  });
}
