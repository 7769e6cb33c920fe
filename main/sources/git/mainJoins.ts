import { askGit, streamGit } from './gitProcess';
import { nulTexts } from './nulTexts';
import type { Repository } from './repository';

/**
 * Merges that took the main branch into a copy of itself which then became the main branch: after `git pull`, or when a fork
 * merged what it came from. There the main line goes on with the second parent, not the first. By revision the one that it
 * was then. Only what the message of the merge says without doubt counts.
 */
export async function mainJoins(repository: Repository): Promise<Map<string, string>> {
  const joins = new Map<string, string>();
  const isJoin = joinTest(
    repository.mainBranch,
    await askGit(repository.place, ['config', '--get', 'remote.origin.url']),
  );
  if (!isJoin) return joins;
  const args = ['log', '--merges', '-z', '--no-color', '--format=tformat:%H %P%n%s', '--stdin'];
  for await (const text of nulTexts(streamGit(repository.place, args, `${repository.tips.join('\n')}\n`))) {
    const [revisions = '', subject = ''] = text.split('\n', 2);
    const [revision = '', , main = '', more] = revisions.split(' ');
    if (more === undefined && main !== '' && isJoin(subject)) joins.set(revision, main);
  }
  return joins;
}

/** Whether the subject of a merge says that the main branch of this very repository was merged into the main line. */
export function joinTest(mainBranch: string | null, origin: string | null): ((subject: string) => boolean) | null {
  if (mainBranch === null) return null;
  // It may have been called otherwise when the merge was made.
  const name = [...new Set([mainBranch, 'main', 'master', 'trunk'])].map(escape).join('|');
  const [, owner = '', repository = ''] = /([^/:]+)\/([^/]+?)(?:\.git)?\/*$/.exec(origin ?? '') ?? [];
  const own = `\\S*[/:]${escape(owner)}/${escape(repository)}(?:\\.git)?/?`;
  const forms = [
    `Merge remote-tracking branch '(?:origin|upstream)/(?:${name})'(?: into (?:${name}))?`,
    ...(owner === '' ? [] : [`Merge branch '(?:${name})' of ${own}(?: into (?:${name}))?`]),
    ...(owner === '' ? [] : [`Merge pull request #\\d+ from ${escape(owner)}/(?:${name})`]),
  ].map((form) => new RegExp(`^${form}$`));
  return (subject) => forms.some((form) => form.test(subject));
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
