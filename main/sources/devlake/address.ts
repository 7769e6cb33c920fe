import { FailureError } from '../../failure';

/** Where a DevLake database is, without who asks. */
export interface DatabaseAddress {
  dialect: 'mysql' | 'postgres';
  host: string;
  port: number;
  database: string;
  /** Path of a socket on this machine, in place of host and port. */
  socket: string | null;
  /** `verified`: encrypted and the certificate checked. */
  encryption: 'off' | 'unverified' | 'verified';
  /** For messages, and to tell one database from another. */
  shown: string;
}

const dialects: Record<string, { dialect: DatabaseAddress['dialect']; port: number }> = {
  'mysql:': { dialect: 'mysql', port: 3306 },
  'mariadb:': { dialect: 'mysql', port: 3306 },
  'postgres:': { dialect: 'postgres', port: 5432 },
  'postgresql:': { dialect: 'postgres', port: 5432 },
};

const encryptions: Record<string, DatabaseAddress['encryption']> = {
  disable: 'off',
  require: 'unverified',
  'verify-full': 'verified',
};

/**
 * `mysql://HOST[:PORT]/DATABASE` or `postgres://…`, with `?sslmode=disable|require|verify-full` as PostgreSQL calls them and
 * `?socket=PATH`. A password in the address is refused: addresses are kept and shown.
 */
export function databaseAddress(typed: string): DatabaseAddress {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null;
  const known = url ? dialects[url.protocol] : undefined;
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '').replace(/\/+$/, '');
  if (!url || !known || database === '') {
    throw wrongUsage(
      `“${withoutSecrets(typed)}” is not the address of a DevLake database: give one like mysql://devlake.example.com/lake or postgres://devlake.example.com/lake.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw wrongUsage(
      `The address of ${url.host} holds a user name or password: leave it out and give user:password as the token.`,
    );
  }
  const socket = url.searchParams.get('socket');
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost';
  const port = url.port === '' ? known.port : Number(url.port);
  const shown = socket === null ? `${known.dialect}://${url.hostname || 'localhost'}:${port}/${database}` : null;
  return {
    dialect: known.dialect,
    host,
    port,
    database,
    socket,
    encryption: encryptionOf(url.searchParams.get('sslmode'), socket !== null || isLoopback(host)),
    shown: shown ?? `${known.dialect}://${socket}/${database}`,
  };
}

/** A password crosses a network only inside a connection that is known to be the right one, unless the address says so. */
function encryptionOf(mode: string | null, isHere: boolean): DatabaseAddress['encryption'] {
  if (mode === null) return isHere ? 'off' : 'verified';
  const encryption = encryptions[mode];
  if (encryption) return encryption;
  throw wrongUsage(`sslmode=${mode} is not known: it is one of ${Object.keys(encryptions).join(', ')}.`);
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
}

function withoutSecrets(typed: string): string {
  return typed.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/, '');
}

function wrongUsage(sentence: string): FailureError {
  return new FailureError('wrong_usage', sentence);
}
