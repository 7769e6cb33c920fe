import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../store/files/fileSystem';
import type { Keychain, KeychainState } from './keychain';
import { Tokens } from './tokens';

/** A keychain whose secrets only the same backend reads again. */
class MadeKeychain implements Keychain {
  constructor(
    private readonly is: KeychainState,
    private readonly name = 'libsecret',
  ) {}
  state = () => Promise.resolve(this.is);
  backend = () => this.name;
  encrypt = (secret: string) => Promise.resolve(Buffer.from([...`${this.name}:${secret}`].reverse().join('')));
  decrypt = (kept: Buffer) => {
    const text = [...kept.toString()].reverse().join('');
    if (!text.startsWith(`${this.name}:`)) return Promise.reject(new Error('not mine'));
    return Promise.resolve(text.slice(this.name.length + 1));
  };
}

const marker = 'TOKEN-marker-4711';
const place = { kind: 'gitlab', url: 'https://ci.example/group' };
let folder: string;
let file: string;
const tokens = (keychain: Keychain): Tokens => new Tokens(keychain, nodeFileSystem, file);

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-tokens-'));
  file = path.join(folder, 'tokens.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('with a keychain', () => {
  it('keeps a token for the next session when asked to, in a private file, never in plain text', async () => {
    const first = tokens(new MadeKeychain('safe'));
    expect(await first.remember(place, marker, true)).toBe(true);
    const next = tokens(new MadeKeychain('safe'));
    expect(await next.of(place)).toBe(marker);
    expect(await next.state(place)).toEqual({ has: 'kept', keychain: 'safe' });
    const bytes = await readFile(file);
    for (const form of [marker, Buffer.from(marker).toString('base64')]) expect(bytes.includes(form)).toBe(false);
    expect(bytes.includes(Buffer.from(marker, 'utf16le'))).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('otherwise knows it until the session ends and writes nothing', async () => {
    const first = tokens(new MadeKeychain('safe'));
    await first.remember(place, marker, false);
    expect(await first.of(place)).toBe(marker);
    expect((await first.state(place)).has).toBe('session');
    expect(await tokens(new MadeKeychain('safe')).of(place)).toBeNull();
    await expect(stat(file)).rejects.toThrow();
  });

  it.each([
    ['another host', { kind: 'gitlab', url: 'https://ci.example.evil/group' }],
    ['another port', { kind: 'gitlab', url: 'https://ci.example:8443' }],
    ['another scheme', { kind: 'gitlab', url: 'http://ci.example' }],
    ['another kind of server', { kind: 'jenkins', url: 'https://ci.example' }],
    ['no address at all', { kind: 'gitlab', url: '   ' }],
  ])('gives a token to nobody else: %s', async (_, other) => {
    const own = tokens(new MadeKeychain('safe'));
    await own.remember(place, marker, true);
    expect(await own.of(other)).toBeNull();
  });

  it('forgets', async () => {
    const own = tokens(new MadeKeychain('safe'));
    await own.remember(place, marker, true);
    await own.forget(place);
    expect(await own.of(place)).toBeNull();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ tokens: {} });
  });

  it('notices that the keychain changed, and takes a new token then', async () => {
    await tokens(new MadeKeychain('safe')).remember(place, marker, true);
    const moved = tokens(new MadeKeychain('weak', 'basic_text'));
    expect(await moved.state(place)).toEqual({ has: 'unreadable', keychain: 'weak' });
    expect(await moved.of(place)).toBeNull();
    await moved.remember(place, 'new', true);
    expect(await tokens(new MadeKeychain('weak', 'basic_text')).of(place)).toBe('new');
  });

  it('loses none of many kept at once', async () => {
    const own = tokens(new MadeKeychain('safe'));
    const places = Array.from({ length: 20 }, (_, n) => ({ kind: 'gocd', url: `https://ci-${String(n)}.example` }));
    await Promise.all(places.map((one, n) => own.remember(one, `t${String(n)}`, true)));
    const next = tokens(new MadeKeychain('safe'));
    expect(await Promise.all(places.map((one) => next.of(one)))).toEqual(places.map((_, n) => `t${String(n)}`));
  });
});

it('without a keychain nothing is written, whatever was asked', async () => {
  const own = tokens(new MadeKeychain('none'));
  expect(await own.remember(place, marker, true)).toBe(false);
  expect(await own.of(place)).toBe(marker);
  await expect(stat(file)).rejects.toThrow();
});

it('a keychain that refuses keeps nothing, says so, and the token is there for this session', async () => {
  const locked = new MadeKeychain('safe');
  locked.encrypt = () => Promise.reject(new Error('locked'));
  const own = tokens(locked);
  expect(await own.remember(place, marker, true)).toBe(false);
  expect(await own.of(place)).toBe(marker);
  await expect(stat(file)).rejects.toThrow();
});

it.each(['', 'null', '{"version":2}', '\0\0'])('a damaged file (%j) is no token', async (text) => {
  await writeFile(file, text);
  expect(await tokens(new MadeKeychain('safe')).of(place)).toBeNull();
});
