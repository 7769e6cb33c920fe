import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A real repository for a test, with fixed dates. */
export function repositoryIn(folder: string, name: string) {
  const place = path.join(folder, name);
  mkdirSync(place);
  const at = (date: string, ...args: string[]) => {
    const people = ['-c', 'user.name=Ada Lövelace', '-c', 'user.email=ada@example.org'];
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' };
    return execFileSync('git', ['-C', place, ...people, ...args], { encoding: 'utf8', env }).trim();
  };
  const run = (...args: string[]) => at('2024-01-01T00:00:00Z', ...args);
  run('init', '-q', '-b', 'main');
  return {
    folder: place,
    at,
    run,
    write(file: string, content: string) {
      mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      writeFileSync(path.join(place, file), content);
    },
    commit(subject: string, date: string, body?: string) {
      run('add', '-A');
      at(date, 'commit', '-q', '--allow-empty', '-m', subject, ...(body ? ['-m', body] : []));
    },
  };
}
