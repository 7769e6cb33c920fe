import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, both in PEM, made in the test that needs it. */
export interface MadeCertificate {
  key: string;
  cert: string;
  /** SHA-256 as `AB:CD:…`. */
  fingerprint: string;
}

interface Wish {
  name: string;
  /** DNS names and addresses it is for. */
  names?: string[];
  from?: Date;
  to?: Date;
  /** Who signs it; by itself where absent. */
  issuer?: MadeCertificate & { name: string };
  isAuthority?: boolean;
}

const dayMs = 24 * 3_600_000;

/** An X.509 certificate (RFC 5280) on a fresh P-256 key, as little of it as a TLS client asks for. */
export function makeCertificate(wish: Wish): MadeCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = wish.issuer ? createPrivateKey(wish.issuer.key) : privateKey;
  const content = toBeSigned(wish, publicKey);
  const bytes = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, signer)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(bytes),
    fingerprint: (createHash('sha256').update(bytes).digest('hex').toUpperCase().match(/../g) ?? []).join(':'),
  };
}

function toBeSigned(wish: Wish, publicKey: KeyObject): Buffer {
  const from = wish.from ?? new Date(Date.now() - dayMs);
  const to = wish.to ?? new Date(Date.now() + 30 * dayMs);
  return sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(wish.issuer?.name ?? wish.name),
    sequence(time(from), time(to)),
    commonName(wish.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(wish))),
  );
}

function extensions({ names = [], isAuthority = false }: Wish): Buffer[] {
  const constraints = sequence(oid('551d13'), boolean(true), octets(sequence(...(isAuthority ? [boolean(true)] : []))));
  if (names.length === 0) return [constraints];
  const alternatives = names.map((name) =>
    /^\d+(\.\d+){3}$/.test(name)
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name, 'ascii')),
  );
  return [constraints, sequence(oid('551d11'), octets(sequence(...alternatives)))];
}

function tagged(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: Buffer[]): Buffer => tagged(0x30, ...content);
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const octets = (bytes: Buffer): Buffer => tagged(0x04, bytes);
const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 255 : 0]));
const bitString = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes);
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name, 'utf8')))));
}

/** `YYYYMMDDHHMMSSZ` */
function time(at: Date): Buffer {
  return tagged(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`, 'ascii'));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
