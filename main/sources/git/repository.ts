import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { FailureError } from '../../failure';
import { askGit, runGit } from './gitProcess';
import type { GitPlace } from './gitProcess';

export interface BranchTip {
  /** Without the name of the remote. */
  name: string;
  revision: string;
}

export interface Tag {
  name: string;
  /** Of the commit; null where the tag is not one of a commit. */
  revision: string | null;
  /** Seconds since 1970: of the tagger, else of the committer. */
  seconds: number;
  tagger: string | null;
}

export interface Repository {
  place: GitPlace;
  /** `git:` and the name of the origin, else of the folder. */
  material: string;
  /** Null where no branch is known. */
  mainBranch: string | null;
  branches: BranchTip[];
  tags: Tag[];
  /** Every revision from which commits are read, sorted. */
  tips: string[];
}

/** Opens the folder of a checkout or a bare repository. Throws `FailureError` where it is neither, or has no commits. */
export async function openRepository(folder: string, signal: AbortSignal): Promise<Repository> {
  const place = { gitDir: await gitDirOf(folder), signal };
  const refs = await readRefs(place);
  const head = await askGit(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const revisions = [...refs.branches, ...refs.tags].map(({ revision }) => revision);
  const tips = [...new Set([...revisions, head].filter((revision) => revision !== null))].sort();
  if (tips.length === 0) {
    throw new FailureError('wrong_kind', `The repository ${folder} has no commits yet; nothing can be read from it.`);
  }
  const { branches, tags } = refs;
  return {
    place,
    material: await materialOf(place),
    mainBranch: await mainBranchOf(place, refs),
    branches,
    tags,
    tips,
  };
}

/** The git directory of a folder: the folder itself, its `.git`, or where its `.git` file points. */
export async function gitDirOf(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  if (!found) throw new FailureError('not_found', `There is no folder ${folder}; check the name.`);
  const absolute = path.resolve(folder);
  for (const candidate of [path.join(absolute, '.git'), absolute]) {
    if (await isGitDir(candidate)) return candidate;
  }
  const linked = await linkedGitDir(path.join(absolute, '.git'));
  if (linked) return linked;
  throw new FailureError(
    'wrong_kind',
    `${folder} is neither the top folder of a git checkout nor a bare repository; name that folder.`,
  );
}

interface Refs {
  branches: BranchTip[];
  tags: Tag[];
  /** What refs/remotes/origin/HEAD points to. */
  originHead: string | null;
}

async function readRefs(place: GitPlace): Promise<Refs> {
  const fields = [
    'refname',
    'symref',
    'objectname',
    'objecttype',
    '*objectname',
    '*objecttype',
    'creatordate:unix',
    'taggername',
  ];
  const format = fields.map((field) => `%(${field})`).join('%00');
  const text = await runGit(place, ['for-each-ref', `--format=${format}`, 'refs/heads', 'refs/remotes', 'refs/tags']);
  const refs: Refs = { branches: [], tags: [], originHead: null };
  for (const line of text.split('\n').filter(Boolean)) await takeRef(place, refs, line.split('\0'));
  return refs;
}

async function takeRef(place: GitPlace, refs: Refs, fields: readonly string[]): Promise<void> {
  const [ref = '', symref = '', object = '', type = '', peeled = '', peeledType = '', seconds = '', tagger = ''] =
    fields;
  if (ref === 'refs/remotes/origin/HEAD') refs.originHead = symref;
  if (symref !== '') return;
  if (ref.startsWith('refs/tags/')) {
    const revision = type === 'commit' ? object : peeledType === 'commit' ? peeled : await peel(place, object);
    refs.tags.push({ name: ref.slice(10), revision, seconds: Number(seconds), tagger: tagger || null });
  } else if (type === 'commit') {
    refs.branches.push({ name: branchName(ref), revision: object });
  }
}

/** A tag may be of a tag; older versions of git peel only once. */
function peel(place: GitPlace, object: string): Promise<string | null> {
  return askGit(place, ['rev-parse', '--verify', '--quiet', `${object}^{commit}`]);
}

function branchName(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|remotes\/[^/]+\/)/, '');
}

/** What origin says; of a bare repository its HEAD; else main, master, trunk; else the branch that is checked out. */
async function mainBranchOf(place: GitPlace, refs: Refs): Promise<string | null> {
  const names = new Set(refs.branches.map(({ name }) => name));
  const head = branchName((await askGit(place, ['symbolic-ref', '--quiet', 'HEAD'])) ?? '');
  const bare = (await askGit(place, ['rev-parse', '--is-bare-repository'])) === 'true';
  const order = [refs.originHead ? branchName(refs.originHead) : '', bare ? head : '', 'main', 'master', 'trunk', head];
  return order.find((name) => names.has(name)) ?? null;
}

async function materialOf(place: GitPlace): Promise<string> {
  const origin = await askGit(place, ['config', '--get', 'remote.origin.url']);
  const folder = path.basename(place.gitDir) === '.git' ? path.dirname(place.gitDir) : place.gitDir;
  // Only the last part of the address: it may hold a password.
  const last =
    (origin ?? folder)
      .replace(/[?#].*$/, '')
      .replace(/[/\\]+(?:\.git)?[/\\]*$/, '')
      .split(/[/\\:]/)
      .at(-1) ?? '';
  return `git:${last.replace(/\.git$/, '') || 'repository'}`;
}

async function isGitDir(folder: string): Promise<boolean> {
  const parts = ['HEAD', 'objects', 'refs'].map((name) => access(path.join(folder, name)));
  return Promise.all(parts).then(
    () => true,
    () => false,
  );
}

/** Worktrees and submodules have a file `.git` with the place of the directory. */
async function linkedGitDir(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const target = /^gitdir: (.+)$/m.exec(text)?.[1];
  if (!target) return null;
  const folder = path.resolve(path.dirname(file), target.trim());
  return (await access(path.join(folder, 'HEAD')).then(
    () => true,
    () => false,
  ))
    ? folder
    : null;
}
