import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CertificateFacts, Failure } from '../failure';
import { nodeFileSystem } from '../store/files/fileSystem';
import { TrustedCertificates } from './trustedCertificates';

let folder: string;
let file: string;
const certificates = () => new TrustedCertificates(nodeFileSystem, file);

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-trust-'));
  file = path.join(folder, 'certificates.json');
});
afterEach(() => rm(folder, { recursive: true }));

const print = (digit: string) => Array.from({ length: 32 }, () => digit.repeat(2)).join(':');
const facts = (host: string, digit: string): CertificateFacts => ({
  host,
  fingerprint: print(digit),
  subject: 'ci',
  issuer: 'ci',
  names: [],
  validFrom: null,
  validTo: '2030-01-01T00:00:00.000Z',
  problem: 'selfSigned',
  reason: 'No.',
  trusted: null,
});
const refused = (...all: CertificateFacts[]): Failure[] =>
  all.map((certificate) => ({ kind: 'untrusted_certificate', sentence: 'No.', certificate }));

it('trusts what was shown, one for each server, across starts, in a private file', async () => {
  const own = certificates();
  own.note(refused(facts('a:443', '1'), facts('a:443', '2'), facts('b:443', '3')));
  own.note([{ kind: 'offline', sentence: 'Nobody there.' }]);
  await Promise.all([
    own.trust({ host: 'a:443', fingerprint: print('1') }),
    own.trust({ host: 'b:443', fingerprint: print('3') }),
  ]);
  await own.trust({ host: 'a:443', fingerprint: print('2') });
  const list = (await certificates().list()).map(({ host, fingerprint }) => [host, fingerprint]);
  expect(list).toEqual([
    ['a:443', print('2')],
    ['b:443', print('3')],
  ]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await own.distrust('a:443')).map(({ host }) => host)).toEqual(['b:443']);
  expect(await certificates().list()).toHaveLength(1);
});

it.each([
  ['another server', { host: 'b:443', fingerprint: print('1') }],
  ['another certificate', { host: 'a:443', fingerprint: print('2') }],
])('trusts nothing that was not shown: %s', (_, chosen) => {
  const own = certificates();
  own.note(refused(facts('a:443', '1')));
  expect(() => own.trust(chosen)).toThrow(/was shown by/);
});

it.each([
  '',
  'null',
  '{"version":2,"certificates":[]}',
  '{"version":1,"certificates":[{"host":"a","fingerprint":"*"}]}',
])('a damaged file (%j) vouches for nobody', async (text) => {
  await writeFile(file, text);
  expect(await certificates().list()).toEqual([]);
  expect(await readFile(file, 'utf8')).toBe(text);
});
