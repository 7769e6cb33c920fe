import { FailureError } from '../../failure';
import type { DatabaseAddress } from './address';

const refusedAccount = ['ER_ACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR', '28P01', '28000', '08P01'];
const refusedRight = [
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  '42501',
];
const noDatabase = ['ER_BAD_DB_ERROR', '3D000'];
const unknownCertificate = [
  'HANDSHAKE_SSL_ERROR',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/** What a database client threw, as a sentence; only codes are looked at and shown, never words that may hold values. */
export function databaseFailure(error: unknown, { shown }: DatabaseAddress): FailureError {
  if (error instanceof FailureError) return error;
  const { code, message } = codeAndWords(error);
  if (refusedAccount.includes(code)) {
    return new FailureError(
      'bad_token',
      `The database ${shown} refused this user or password: check the token, which is user:password here.`,
    );
  }
  if (refusedRight.includes(code)) {
    return new FailureError(
      'no_permission',
      `This user may not read the tables of ${shown}: grant it SELECT on the database.`,
    );
  }
  if (noDatabase.includes(code)) {
    return new FailureError('not_found', `There is no such database as ${shown}: check its name, often “lake”.`);
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT' || message.includes('does not support SSL')) {
    return new FailureError(
      'refused_address',
      `The database ${shown} does not encrypt its connections: where the network between is to be trusted, add ?sslmode=disable to the address.`,
    );
  }
  if (unknownCertificate.includes(code)) {
    return new FailureError(
      'refused_address',
      `The certificate of ${shown} cannot be verified (${code}): where it is known to be right, add ?sslmode=require to the address.`,
    );
  }
  if (/^(E[A-Z]+|PROTOCOL_[A-Z_]+|08\w\w\w|57P\w\w)$/.test(code) || /timeout|terminated/i.test(message)) {
    return new FailureError(
      'offline',
      `The database ${shown} cannot be reached${code === '' ? '' : ` (${code})`}: check host and port, and that it runs.`,
    );
  }
  return new FailureError(
    'unreadable',
    `The database ${shown} could not answer (${code || 'no reason given'}): check that it is one of Apache DevLake.`,
  );
}

function codeAndWords(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const { code } = error as { code?: unknown };
  // Several addresses of one host failed, each with an error of its own.
  if (error instanceof AggregateError && code === undefined) return codeAndWords(error.errors[0]);
  return { code: typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '', message: error.message };
}
