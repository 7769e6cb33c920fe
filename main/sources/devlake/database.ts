import type { DatabaseAddress } from './address';
import { openMysql } from './mysql';
import { openPostgres } from './postgres';

/** A row of a table as text; what the database has no value for is null. */
export type Row = Record<string, string | null>;

/** A connection that only reads. */
export interface Database {
  dialect: DatabaseAddress['dialect'];
  /** Statement with a `?` for each parameter. Throws `FailureError`. */
  query(statement: string, parameters?: readonly string[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Who asks: `user:password`, or `user` alone; never part of a message. */
export interface Account {
  user: string;
  password: string;
}

/** Long enough for a slow network, short enough to say that nobody is there. */
export const connectWithinMs = 15_000;

/** Connects within `connectWithinMs`. Throws `FailureError`. */
export async function openDatabase(address: DatabaseAddress, token: string | null): Promise<Database> {
  return (address.dialect === 'mysql' ? openMysql : openPostgres)(address, accountOf(token));
}

function accountOf(token: string | null): Account {
  const at = token?.indexOf(':') ?? -1;
  if (token === null) return { user: '', password: '' };
  return at < 0 ? { user: token, password: '' } : { user: token.slice(0, at), password: token.slice(at + 1) };
}

/** Everything as the database prints it: what it means is decided in one place, for files too. */
export function rowOf(fields: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), textOf(value)]));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : null;
}
