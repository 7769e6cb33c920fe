import * as v from 'valibot';
import { FailureError, type CertificateFacts, type Failure } from '../failure';
import type { TrustedByUser } from '../ipc/messages/trust';
import { readIfThere, writeDurably } from '../store/files/durableWrite';
import type { FileSystem } from '../store/files/fileSystem';

const text = v.string();
const moment = v.nullable(text);
const document = v.object({
  version: v.literal(1),
  certificates: v.array(
    v.object({
      host: text,
      fingerprint: v.pipe(text, v.regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/)),
      subject: text,
      issuer: text,
      validFrom: moment,
      validTo: moment,
    }),
  ),
});

/**
 * Certificates that somebody trusts by their fingerprint, each for one server, in one file. Only one that a server showed
 * in this session can be trusted, so that a page cannot name any other.
 */
export class TrustedCertificates {
  private readonly refused = new Map<string, CertificateFacts>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly fileSystem: FileSystem,
    private readonly file: string,
  ) {}

  /** A file that cannot be read vouches for nothing. */
  async list(): Promise<TrustedByUser[]> {
    const bytes = await readIfThere(this.fileSystem, this.file);
    if (bytes === null) return [];
    try {
      const parsed = v.safeParse(document, JSON.parse(bytes.toString('utf8')));
      return parsed.success ? parsed.output.certificates : [];
    } catch {
      return [];
    }
  }

  /** Remembers what was refused, for the case that somebody says it is right. */
  note(failures: readonly Failure[]): void {
    for (const { certificate } of failures) if (certificate) this.refused.set(keyOf(certificate), certificate);
  }

  /** In place of the one trusted for that server before. Throws `not_found` where the server did not show it. */
  trust(chosen: { host: string; fingerprint: string }): Promise<TrustedByUser[]> {
    const facts = this.refused.get(keyOf(chosen));
    if (!facts) {
      const sentence = `No certificate of that fingerprint was shown by ${chosen.host} in this session; ask the server again.`;
      throw new FailureError('not_found', sentence);
    }
    const { host, fingerprint, subject, issuer, validFrom, validTo } = facts;
    const trusted = { host, fingerprint, subject, issuer, validFrom, validTo };
    return this.change((others) => [...others.filter((one) => one.host !== host), trusted]);
  }

  distrust(host: string): Promise<TrustedByUser[]> {
    return this.change((all) => all.filter((one) => one.host !== host));
  }

  private change(edit: (all: TrustedByUser[]) => TrustedByUser[]): Promise<TrustedByUser[]> {
    const changed = this.queue.then(async () => {
      const certificates = edit(await this.list()).sort((a, b) => (a.host < b.host ? -1 : 1));
      const next: v.InferOutput<typeof document> = { version: 1, certificates };
      await writeDurably(this.fileSystem, this.file, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
      return certificates;
    });
    this.queue = changed.catch(() => undefined);
    return changed;
  }
}

function keyOf({ host, fingerprint }: { host: string; fingerprint: string }): string {
  return `${host} ${fingerprint}`;
}
