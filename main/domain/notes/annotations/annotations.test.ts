import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Milestone } from '../../retro/milestone';
import type { ReadAnnotations, ReadingHow } from './annotations';
import { parseCsvAnnotations, printCsvAnnotations } from './csvAnnotations';
import { parseCsv, printCsv } from './csvText';
import { parseGrafanaAnnotations, printGrafanaAnnotations } from './grafanaAnnotations';
import { parseIcsAnnotations, printIcsAnnotations } from './icsAnnotations';
import { parseJsonAnnotations, printJsonAnnotations } from './jsonAnnotations';

const zone = 'Europe/Berlin';
const how: ReadingHow = { zone, makeId: () => 'made' };

// Lines end in "\n" everywhere; calendars have no other control characters, and count in whole seconds.
const text = fc.string({ unit: fc.constantFrom(...'aÄ💡 ,;:"\'\\=+-@<>&%|[]{}\n\té'), maxLength: 30 });
const filled = text.map((one) => `x${one}`);
const second = fc.integer({ min: 1, max: 2e9 }).map((seconds) => seconds * 1000);
const midnight = fc.integer({ min: 1, max: 20_000 }).map((days) => Date.UTC(1970, 0, 1 + days) - 3_600_000);
const anchor = fc.oneof(
  text.map((run) => ({ to: 'run' as const, run })),
  fc.record({ to: fc.constant('edge' as const), from: text, into: text }),
  second.map((at) => ({ to: 'date' as const, at })),
);
const milestone: fc.Arbitrary<Milestone> = fc
  .record({
    id: fc.uuid(),
    at: fc.oneof(second, midnight),
    kind: fc.constantFrom('highlight' as const, 'lowlight' as const, 'note' as const),
    title: filled,
    text,
    gained: text,
    cost: text,
    author: text,
    tags: fc.array(filled, { maxLength: 3 }),
    anchors: fc.array(anchor, { maxLength: 2 }),
    status: fc.constant('accepted' as const),
    detected: fc.constant(null),
    length: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 1e6 }).map((s) => s * 1000),
      fc.integer({ min: 1, max: 9 }).map((d) => d * 86_400_000),
    ),
  })
  .map(({ length, ...one }) => ({ ...one, until: length === null ? null : one.at + length }));
const milestones = fc.uniqueArray(milestone, { selector: ({ id }) => id, maxLength: 4 });

const formats: [string, (all: Milestone[]) => string, (file: string) => ReadAnnotations | null][] = [
  ['JSON', printJsonAnnotations, (file) => parseJsonAnnotations(file, how)],
  ['CSV', printCsvAnnotations, (file) => parseCsvAnnotations(file, how)],
  ['calendar', (all) => printIcsAnnotations(all, zone), (file) => parseIcsAnnotations(file, how)],
  ['Grafana', printGrafanaAnnotations, (file) => parseGrafanaAnnotations(file, how)],
];

test.each(formats)('milestones come back from %s as they went out', (_name, print, read) => {
  fc.assert(
    fc.property(milestones, (all) => {
      expect(read(print(all))).toEqual({ milestones: all, problems: [] });
    }),
    { numRuns: 300 },
  );
});

test.each(formats)('%s holds only what people accepted', (_name, print, read) => {
  const [one] = fc.sample(milestone, { numRuns: 1, seed: 1 });
  const all = one
    ? [
        { ...one, id: 'a', status: 'suggested' as const },
        { ...one, id: 'b' },
        { ...one, id: 'c', status: 'dismissed' as const },
      ]
    : [];
  expect(read(print(all))?.milestones.map(({ id }) => id)).toEqual(['b']);
});

test.each(formats)('%s: nonsense is refused or named, never a crash', (_name, _print, read) => {
  expect(read('hello')).toBeNull();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((more) => `BEGIN:VCALENDAR\nBEGIN:VEVENT\n${more}\nEND:VEVENT`),
        fc.string().map((more) => `at,title\n${more}`),
      ),
      (file) => {
        const result = read(file);
        for (const problem of result?.problems ?? []) expect(problem.reason).not.toBe('');
      },
    ),
    { numRuns: 300 },
  );
});

describe('CSV', () => {
  test('what we write, another reader reads the same; nothing in it is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(filled, text, text), { minLength: 1, maxLength: 4 }), (rows) => {
        const file = printCsv(rows);
        expect(parseCsv(file).map(({ cells }) => cells)).toEqual(rows);
        const read: string[][] = parse(file, { bom: false, delimiter: ',' });
        const cells = read.flat();
        expect(cells.map((cell) => (/^'+[=+\-@\t\r\0]/.test(cell) ? cell.slice(1) : cell))).toEqual(rows.flat());
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\0]/);
      }),
    );
  });

  test.each([
    ['Date;Subject;Notes\n2024-03-01;Toggles;half-baked', '2024-02-29T23:00:00.000Z', 'Toggles', 'half-baked'],
    ['start\tname\r\n2024-07-01 09:30\tImages\r\n', '2024-07-01T07:30:00.000Z', 'Images', ''],
    ['\uFEFFTitle,At\n"a ""b"", c",2024-03-01T00:00:00Z', '2024-03-01T00:00:00.000Z', 'a "b", c', ''],
  ])('a spreadsheet from elsewhere: %j', (file, at, title, words) => {
    const read = parseCsvAnnotations(file, how);
    expect(read?.problems).toEqual([]);
    expect(read?.milestones.map((one) => [new Date(one.at).toISOString(), one.title, one.text])).toEqual([
      [at, title, words],
    ]);
  });

  test('bad rows are named by their line, the others come in', () => {
    const read = parseCsvAnnotations(
      'at,title,kind\n2024-03-01,"two\nlines",note\nsoon,x,note\n2024-03-02,,note\n2024-03-03,y,song\n2024-03-04,z,note,more\n2024-03-05,ok,Lowlight',
      how,
    );
    expect(read?.milestones.map(({ title }) => title)).toEqual(['two\nlines']);
    expect(read?.problems.map(({ where }) => where)).toEqual(['line 4', 'line 5', 'line 6', 'line 7', 'line 8']);
    expect(read?.problems[4]?.reason).toBe('has the id “made” of another one');
  });
});

describe('calendar', () => {
  const event = (...lines: string[]): string =>
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:x', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  const times = (file: string) => {
    const [one] = parseIcsAnnotations(file, how)?.milestones ?? [];
    return one && [new Date(one.at).toISOString(), one.until === null ? null : new Date(one.until).toISOString()];
  };

  test.each([
    ['an instant', ['DTSTART:20240301T090000Z'], ['2024-03-01T09:00:00.000Z', null]],
    [
      'a stretch',
      ['DTSTART:20240301T090000Z', 'DTEND:20240301T100000Z'],
      ['2024-03-01T09:00:00.000Z', '2024-03-01T10:00:00.000Z'],
    ],
    [
      'a length',
      ['DTSTART:20240301T090000Z', 'DURATION:P1DT1H'],
      ['2024-03-01T09:00:00.000Z', '2024-03-02T10:00:00.000Z'],
    ],
    ['a day in our zone', ['DTSTART;VALUE=DATE:20240701'], ['2024-06-30T22:00:00.000Z', null]],
    [
      'a day as calendars write it',
      ['DTSTART;VALUE=DATE:20240701', 'DTEND;VALUE=DATE:20240702'],
      ['2024-06-30T22:00:00.000Z', null],
    ],
    [
      'days',
      ['DTSTART;VALUE=DATE:20240701', 'DTEND;VALUE=DATE:20240704'],
      ['2024-06-30T22:00:00.000Z', '2024-07-03T22:00:00.000Z'],
    ],
    ['a zone of its own', ['DTSTART;TZID=America/New_York:20240701T090000'], ['2024-07-01T13:00:00.000Z', null]],
    ['a quoted zone', ['DTSTART;TZID="America/New_York":20240701T090000'], ['2024-07-01T13:00:00.000Z', null]],
    ['a floating time', ['DTSTART:20240701T090000'], ['2024-07-01T07:00:00.000Z', null]],
    [
      'an alarm inside',
      ['DTSTART:20240301T090000Z', 'BEGIN:VALARM', 'DURATION:PT5M', 'DESCRIPTION:ring', 'END:VALARM'],
      ['2024-03-01T09:00:00.000Z', null],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(times(event(...lines))).toEqual(expected);
  });

  test('what it cannot place is named', () => {
    expect(parseIcsAnnotations(event('DTSTART;TZID=Custom:20240701T090000'), how)?.problems).toEqual([
      { where: 'event 1', reason: 'DTSTART: is missing or no moment this program can read' },
    ]);
    const recurring = parseIcsAnnotations(event('DTSTART:20240301T090000Z', 'RRULE:FREQ=DAILY'), how);
    expect([recurring?.milestones.length, recurring?.problems.length]).toEqual([1, 1]);
  });

  test('no line is longer than 75 bytes, and all-day ones say so', () => {
    const [one] = fc.sample(milestone, { numRuns: 1, seed: 3 });
    const long = one && {
      ...one,
      title: '💡é'.repeat(100),
      at: Date.UTC(2024, 5, 30, 22),
      until: Date.UTC(2024, 6, 3, 22),
    };
    const file = printIcsAnnotations(long ? [long] : [], zone);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).toContain('DTSTART;VALUE=DATE:20240701\r\nDTEND;VALUE=DATE:20240704\r\n');
  });
});

test('annotations as Grafana replies them', () => {
  const reply = [
    {
      id: 12,
      login: 'marco',
      time: 1_700_000_000_000,
      timeEnd: 1_700_000_000_000,
      tags: ['deploy'],
      text: 'Images\nAMIs <b>now</b>',
    },
    { id: 13, time: 1_700_000_000_000, timeEnd: 1_700_000_060_000, tags: ['shiplapse:lowlight'], text: 'Red' },
    { id: 14, time: 'soon', text: 'x' },
    { id: 15, time: 1_700_000_000_000, text: '' },
  ];
  const read = parseGrafanaAnnotations(JSON.stringify(reply), how);
  expect(
    read?.milestones.map(({ id, kind, title, text: words, author, until, tags }) => [
      id,
      kind,
      title,
      words,
      author,
      until,
      tags,
    ]),
  ).toEqual([
    ['grafana-12', 'note', 'Images', 'AMIs <b>now</b>', 'marco', null, ['deploy']],
    ['grafana-13', 'lowlight', 'Red', '', '', 1_700_000_060_000, []],
  ]);
  expect(read?.problems).toEqual([
    { where: 'annotation 3', reason: 'time: must be a number of milliseconds' },
    { where: 'annotation 4', reason: 'title: must not be empty' },
  ]);
});
