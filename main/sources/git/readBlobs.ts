import { once } from 'node:events';
import { FailureError } from '../../failure';
import { startGit } from './gitProcess';
import type { GitPlace } from './gitProcess';

const maxBlobBytes = 1024 * 1024;

/** Hands out file contents by their object name through one git process; null where there is none or it is over 1 MB. */
export class BlobReader {
  readonly #child;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(place: GitPlace) {
    this.#child = startGit(place, ['cat-file', '--batch']);
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', () => undefined);
    this.#child.stderr.resume();
    this.#chunks = (this.#child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  async read(object: string): Promise<string | null> {
    if (!/^[0-9a-f]{40,64}$/.test(object)) return null;
    if (!this.#child.stdin.write(`${object}\n`)) await once(this.#child.stdin, 'drain');
    const header = (await this.#takeUntilNewline()).split(' ');
    if (header[1] === 'missing') return null;
    const size = Number(header[2]);
    const content = await this.#take(size + 1);
    return header[1] === 'blob' && size <= maxBlobBytes ? content.subarray(0, size).toString('utf8') : null;
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #takeUntilNewline(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) return (await this.#take(end + 1)).subarray(0, end).toString('utf8');
      await this.#more();
    }
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#rest.length < length) await this.#more();
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done)
      throw new FailureError('unreadable', 'git stopped while reading files; check the repository with git fsck.');
    this.#rest = Buffer.concat([this.#rest, next.value]);
  }
}
