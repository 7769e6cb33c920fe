import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The programs of the database servers that tests start, where this machine has them. */
export interface Programs {
  mariadb: { install: string; server: string } | null;
  postgres: { initdb: string; server: string } | null;
}

export function findPrograms(): Programs {
  const install = onPath('mariadb-install-db') ?? onPath('mysql_install_db');
  const server = onPath('mariadbd') ?? onPath('mysqld');
  const folder = postgresFolder();
  return {
    mariadb: install && server ? { install, server } : null,
    postgres: folder ? { initdb: path.join(folder, 'initdb'), server: path.join(folder, 'postgres') } : null,
  };
}

function onPath(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** Debian keeps each version in a folder of its own, off the PATH. */
function postgresFolder(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map((version) => path.join(root, version, 'bin')) : [];
  const initdb = onPath('initdb');
  const folders = [...(initdb ? [path.dirname(initdb)] : []), ...versions.reverse()];
  return folders.find((folder) => existsSync(path.join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root, so root runs it as the user its package made. */
export function postgresUser(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => /^(postgres|nobody):/.test(each));
  const [, , uid, gid] = (line ?? '').split(':');
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : {};
}
