import path from 'node:path';
import type { DatabaseAddress } from './address';
import { connectWithinMs, rowOf, type Account, type Database } from './database';
import { databaseFailure } from './databaseFailure';

export async function openPostgres(address: DatabaseAddress, account: Account): Promise<Database> {
  const { default: pg } = await import('pg');
  const fail = (error: unknown) => databaseFailure(error, address);
  const client = new pg.Client({
    host: address.socket === null ? address.host : path.dirname(address.socket),
    port: address.socket === null ? address.port : Number(path.extname(address.socket).slice(1)),
    user: account.user,
    password: account.password,
    database: address.database,
    ssl: address.encryption === 'off' ? false : { rejectUnauthorized: address.encryption === 'verified' },
    connectionTimeoutMillis: connectWithinMs,
    options: '-c default_transaction_read_only=on -c timezone=UTC -c datestyle=ISO -c client_encoding=UTF8',
    application_name: 'shiplapse',
    // Everything as the server prints it.
    types: { getTypeParser: () => (text: string | Buffer) => text.toString() },
  });
  // A connection that breaks between two questions tells the next question.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw fail(error);
  });
  const query: Database['query'] = async (statement, parameters = []) => {
    let number = 0;
    const text = statement.replace(/\?/g, () => `$${(number += 1)}`);
    const { rows } = await client.query<Record<string, unknown>>(text, [...parameters]).catch((error: unknown) => {
      throw fail(error);
    });
    return rows.map(rowOf);
  };
  return { dialect: 'postgres', query, close: () => client.end().catch(() => undefined) };
}
