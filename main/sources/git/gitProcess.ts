import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { FailureError } from '../../failure';

/**
 * Settings that win over those of the repository, which may come from a stranger: nothing of it is run (hooks, pagers,
 * signature checkers, file monitors), nothing is asked from the network, output looks the same everywhere.
 */
const settings = [
  'safe.directory=*',
  'core.quotepath=off',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.follow=false',
  'log.mailmap=false',
  'i18n.logOutputEncoding=UTF-8',
  'protocol.allow=never',
  'credential.helper=',
];

/** Nothing the caller's shell says about some other repository may leak in. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: '',
    LC_ALL: 'C',
  };
}

type GitChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface GitPlace {
  /** The git directory itself, absolute; git looks nowhere else. */
  gitDir: string;
  signal: AbortSignal;
}

export function startGit(place: GitPlace, args: readonly string[]): GitChild {
  const given = [`--git-dir=${place.gitDir}`, '--no-pager', ...settings.flatMap((setting) => ['-c', setting]), ...args];
  return spawn('git', given, {
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: place.gitDir,
    windowsHide: true,
  });
}

/** The output of git, piece by piece; `input` goes to its standard input. Throws `FailureError` where git fails. */
export async function* streamGit(place: GitPlace, args: readonly string[], input = ''): AsyncGenerator<Buffer> {
  const child = startGit(place, args);
  const ended = endOf(child);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    for await (const chunk of child.stdout) {
      if (place.signal.aborted) throw new FailureError('cancelled', 'The import was stopped; what came in is kept.');
      yield chunk as Buffer;
    }
    const failure = await ended;
    if (failure) throw failure;
  } finally {
    child.kill();
  }
}

/** The whole output of a call whose output is small. */
export async function runGit(place: GitPlace, args: readonly string[], input = ''): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamGit(place, args, input)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** As `runGit`, with null where git says no (no such ref, no such setting). */
export async function askGit(place: GitPlace, args: readonly string[]): Promise<string | null> {
  try {
    return (await runGit(place, args)).trim() || null;
  } catch (error) {
    if (error instanceof FailureError && error.kind === 'unreadable') return null;
    throw error;
  }
}

function endOf(child: GitChild): Promise<FailureError | null> {
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(0, 2_000)));
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(startFailure(error)));
    child.once('close', (code) => resolve(code === 0 ? null : gitFailure(complaint)));
  });
}

function startFailure(error: NodeJS.ErrnoException): FailureError {
  return error.code === 'ENOENT'
    ? new FailureError('not_found', 'The program git was not found; install git and put it on the PATH.')
    : new FailureError('storage', `The program git could not be started (${error.code ?? 'unknown reason'}).`);
}

function gitFailure(complaint: string): FailureError {
  const reason = complaint.split('\n').find((line) => /^(?:fatal|error):/.test(line)) ?? 'no reason given';
  return new FailureError(
    'unreadable',
    `git could not read the repository (${reason.slice(0, 200)}); check it with git fsck.`,
  );
}
