import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip made by hand; what is given overrides what would be honest. */
export interface RawEntry {
  name: string;
  content?: string | Buffer;
  method?: number;
  flags?: number;
  /** Mode bits of Unix, for links and folders. */
  mode?: number;
  claimedSize?: number;
  crc?: number;
  /** Points at the bytes of another entry. */
  offset?: number;
}

/** A zip as nobody's library would write it. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    const method = entry.method ?? 8;
    const data = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(entry.name);
    const size = entry.claimedSize ?? content.length;
    const middle = Buffer.alloc(26);
    middle.writeUInt16LE(20, 0);
    middle.writeUInt16LE((entry.flags ?? 0) | 0x800, 2);
    middle.writeUInt16LE(method, 4);
    middle.writeUInt32LE(0x5000_0000, 6);
    middle.writeUInt32LE(entry.crc ?? checksum(content), 10);
    middle.writeUInt32LE(data.length, 14);
    middle.writeUInt32LE(size, 18);
    middle.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), middle, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(entry.offset ?? at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), middle, tail, name]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

function checksum(content: Buffer): number {
  return crc32(content);
}
