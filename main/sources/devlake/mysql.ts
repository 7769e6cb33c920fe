import type { RowDataPacket } from 'mysql2';
import type { DatabaseAddress } from './address';
import { connectWithinMs, rowOf, type Account, type Database } from './database';
import { databaseFailure } from './databaseFailure';

/** MySQL and MariaDB. */
export async function openMysql(address: DatabaseAddress, account: Account): Promise<Database> {
  const { createConnection } = await import('mysql2/promise');
  const fail = (error: unknown) => databaseFailure(error, address);
  const connection = await createConnection({
    ...(address.socket === null ? { host: address.host, port: address.port } : { socketPath: address.socket }),
    ...account,
    database: address.database,
    ...(address.encryption === 'off' ? {} : { ssl: { rejectUnauthorized: address.encryption === 'verified' } }),
    connectTimeout: connectWithinMs,
    charset: 'utf8mb4',
    // Moments as they are stored, in UTC as DevLake stores them; numbers as they are printed.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 50,
    // A server must not get to read files of this machine.
    flags: ['-LOCAL_FILES'],
  }).catch((error: unknown) => {
    throw fail(error);
  });
  // A connection that breaks between two questions tells the next question.
  connection.on('error', () => undefined);
  const query: Database['query'] = async (statement, parameters = []) => {
    const [rows] = await connection.execute<RowDataPacket[]>(statement, [...parameters]).catch((error: unknown) => {
      throw fail(error);
    });
    return rows.map(rowOf);
  };
  for (const setting of ['SET SESSION TRANSACTION READ ONLY', "SET time_zone = '+00:00'"]) {
    await connection.query(setting).catch((error: unknown) => {
      throw fail(error);
    });
  }
  return { dialect: 'mysql', query, close: () => connection.end().catch(() => undefined) };
}
