import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, type VideoCodec } from 'mediabunny';
import type { FilmSize } from '../layOutFilm';

/** Whether a frame of that size really comes out of the encoder: what a browser says it supports is not always so. */
export async function canEncode(codec: VideoCodec, size: FilmSize, bitrate: number): Promise<boolean> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return false;
  context.fillRect(0, 0, size.width / 2, size.height / 2);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  try {
    const source = new CanvasSource(canvas, { codec, quality: new Quality({ bitrate }) });
    output.addVideoTrack(source);
    await output.start();
    await source.add(0, 1);
    await output.finalize();
    return (target.buffer?.byteLength ?? 0) > 0;
  } catch {
    await output.cancel().catch(() => undefined);
    return false;
  }
}
