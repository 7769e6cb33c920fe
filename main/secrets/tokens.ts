import * as v from 'valibot';
import type { TokenState } from '../ipc/messages/trust';
import { readIfThere, writeDurably } from '../store/files/durableWrite';
import type { FileSystem } from '../store/files/fileSystem';
import type { Keychain } from './keychain';

const document = v.object({
  version: v.literal(1),
  /** The keychain that encrypted them. */
  backend: v.string(),
  /** By kind and origin of the server; base64 of what the keychain made of the token. */
  tokens: v.record(v.string(), v.string()),
});
type Document = v.InferOutput<typeof document>;

/** Which server a token is for. `url` as people type it. */
export interface TokenPlace {
  kind: string;
  url: string;
}

/**
 * Tokens of servers: for this session in memory, and, where the person asks for it, encrypted by the machine's keychain in
 * one file. Without a keychain nothing is ever written.
 */
export class Tokens {
  private readonly session = new Map<string, string>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly keychain: Keychain,
    private readonly fileSystem: FileSystem,
    private readonly file: string,
  ) {}

  async state(place: TokenPlace): Promise<TokenState> {
    const keychain = await this.keychain.state();
    const key = keyOf(place);
    if (key === null) return { has: 'none', keychain };
    const kept = (await this.load()).tokens[key];
    if (kept !== undefined) return { has: (await this.read(kept)) === null ? 'unreadable' : 'kept', keychain };
    return { has: this.session.has(key) ? 'session' : 'none', keychain };
  }

  /** The token to use for a server; null where none is known. */
  async of(place: TokenPlace): Promise<string | null> {
    const key = keyOf(place);
    if (key === null) return null;
    const kept = (await this.load()).tokens[key];
    return this.session.get(key) ?? (kept === undefined ? null : this.read(kept));
  }

  /** Remembers a token until the app quits, or beyond that. Gives false where it was to be kept and could not be. */
  async remember(place: TokenPlace, token: string, keep: boolean): Promise<boolean> {
    const key = keyOf(place);
    if (key === null) return !keep;
    this.session.set(key, token);
    if (!keep) return true;
    if ((await this.keychain.state()) === 'none') return false;
    try {
      const encrypted = (await this.keychain.encrypt(token)).toString('base64');
      await this.change((tokens) => ({ ...tokens, [key]: encrypted }));
      return true;
    } catch {
      // A keychain that is locked, a disk that is full: the token is there for this session all the same.
      return false;
    }
  }

  async forget(place: TokenPlace): Promise<void> {
    const key = keyOf(place);
    if (key === null) return;
    this.session.delete(key);
    await this.change(({ [key]: _forgotten, ...others }) => others);
  }

  private async read(kept: string): Promise<string | null> {
    if ((await this.keychain.state()) === 'none' || (await this.load()).backend !== this.keychain.backend())
      return null;
    return this.keychain.decrypt(Buffer.from(kept, 'base64')).catch(() => null);
  }

  /** What another keychain encrypted cannot be read any more, and goes when the first new token comes. */
  private change(edit: (tokens: Record<string, string>) => Record<string, string>): Promise<void> {
    const changed = this.queue.then(async () => {
      const before = await this.load();
      const backend = (await this.keychain.state()) === 'none' ? before.backend : this.keychain.backend();
      const tokens = edit(backend === before.backend ? before.tokens : {});
      if (JSON.stringify(tokens) === JSON.stringify(before.tokens) && backend === before.backend) return;
      const next: Document = { version: 1, backend, tokens };
      await writeDurably(this.fileSystem, this.file, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
    });
    this.queue = changed.catch(() => undefined);
    return changed;
  }

  /** A file that cannot be read holds no token anybody could use. */
  private async load(): Promise<Document> {
    const nothing: Document = { version: 1, backend: '', tokens: {} };
    const bytes = await readIfThere(this.fileSystem, this.file);
    if (bytes === null) return nothing;
    try {
      const parsed = v.safeParse(document, JSON.parse(bytes.toString('utf8')));
      return parsed.success ? parsed.output : nothing;
    } catch {
      return nothing;
    }
  }
}

/** Only a whole origin counts: a token must never reach another host, port or scheme. */
function keyOf({ kind, url }: TokenPlace): string | null {
  const typed = url.trim();
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  return parsed && parsed.host !== '' ? `${kind} ${parsed.protocol}//${parsed.host}` : null;
}
