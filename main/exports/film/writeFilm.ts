import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/**
 * A file that is written in pieces, at any place, as muxers go back to fill in what they learn last. It appears under its
 * name whole, or not at all.
 */
export class FilmFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly temporary: string,
    private readonly target: string,
  ) {}

  static async create(file: string): Promise<FilmFile> {
    const target = path.resolve(file);
    await mkdir(path.dirname(target), { recursive: true });
    const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
    return new FilmFile(await open(temporary, 'wx'), temporary, target);
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.byteLength) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.byteLength - done, position + done);
      done += bytesWritten;
    }
  }

  async keep(): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
    await rename(this.temporary, this.target);
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.temporary, { force: true });
  }
}
