import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { postgresUser, type Programs } from './programs';

const run = promisify(execFile);
const password = 'pa%ss:wörd';

/** A database server of this test alone: its own folder, on a loopback port, ended by its process. */
export interface TestServer {
  dialect: 'mysql' | 'postgres';
  port: number;
  /** `user:password` of one who may read and write. */
  token: string;
  /** Runs statements in a database as its owner. */
  execute(database: string, statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Address of a database of it. */
export function addressIn(server: TestServer, database: string): string {
  return `${server.dialect}://127.0.0.1:${server.port}/${database}`;
}

export async function startMariadb({ install, server }: NonNullable<Programs['mariadb']>): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lake-maria-'));
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const data = path.join(folder, 'data');
  const made = ['--no-defaults', ...asRoot, `--datadir=${data}`, '--auth-root-authentication-method=normal'];
  await run(install, [...made, '--skip-test-db']);
  const port = await freePort();
  const socket = path.join(folder, 's');
  const listen = [`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${socket}`, '--skip-name-resolve'];
  const fast = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=16M', '--skip-log-bin'];
  const stop = start(server, ['--no-defaults', ...asRoot, `--datadir=${data}`, ...listen, ...fast], folder, {});
  const connect = (database?: string) =>
    createConnection({ socketPath: socket, user: 'root', multipleStatements: true, ...(database ? { database } : {}) });
  const admin = await patiently(connect);
  await admin.query(`CREATE USER lake@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO lake@'%'`);
  await admin.end();
  const execute: TestServer['execute'] = async (database, statements) => {
    const connection = await connect();
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${database}; USE ${database}; SET time_zone = '+00:00'`);
    for (const statement of statements) await connection.query(statement);
    await connection.end();
  };
  return { dialect: 'mysql', port, token: `lake:${password}`, execute, stop };
}

export async function startPostgres({ initdb, server }: NonNullable<Programs['postgres']>): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lake-pg-'));
  const user = postgresUser();
  const data = path.join(folder, 'data');
  const secret = path.join(folder, 'pw');
  writeFileSync(secret, password);
  mkdirSync(data);
  if ('uid' in user) for (const each of [folder, data, secret]) chownSync(each, user.uid, user.gid);
  const options = ['--username=lake', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8', '--locale=C'];
  await run(initdb, ['-D', data, '--no-sync', ...options], { ...user, cwd: folder });
  const port = await freePort();
  const settings = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'timezone=Asia/Tokyo',
  ];
  const stop = start(
    server,
    ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
    folder,
    user,
  );
  const connect = async (database: string) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'lake', password, database });
    await client.connect();
    return client;
  };
  await (await patiently(() => connect('postgres'))).end();
  const made = new Set<string>();
  const execute: TestServer['execute'] = async (database, statements) => {
    if (!made.has(database)) {
      const admin = await connect('postgres');
      await admin.query(`CREATE DATABASE ${database}`);
      await admin.end();
      made.add(database);
    }
    const client = await connect(database);
    await client.query("SET timezone = 'UTC'");
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return { dialect: 'postgres', port, token: `lake:${password}`, execute, stop };
}

function start(program: string, args: string[], folder: string, user: { uid?: number; gid?: number }) {
  const child = spawn(program, args, { ...user, cwd: folder, stdio: 'ignore' });
  const ended = once(child, 'exit').catch(() => undefined);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return async () => {
    process.off('exit', kill);
    // PostgreSQL then ends without waiting for anybody, MariaDB in its own way.
    child.kill(program.endsWith('postgres') ? 'SIGINT' : 'SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function patiently<T>(connect: () => Promise<T>): Promise<T> {
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (Date.now() > until) throw error;
      await wait(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
