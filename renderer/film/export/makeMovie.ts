import {
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import { codecOf, type FilmCodec } from '../../../main/domain/film/order';
import { canEncode } from './canEncode';
import { draw, shotsOf, type Maker } from './making';
import { pngOf, posterSeconds } from './makePictures';

const codecs: Record<FilmCodec, VideoCodec> = { vp9: 'vp9', av1: 'av1', h264: 'avc' };
const codecNames: Record<FilmCodec, string> = { vp9: 'VP9', av1: 'AV1', h264: 'H.264' };

/** Bits a pixel of the film: flat areas and text want few, but want them sharp. */
const bitsPerPixel: Record<FilmCodec, number> = { vp9: 0.1, av1: 0.085, h264: 0.13 };
const keyFrameSeconds = 2;
const pieceBytes = 2 ** 20;

/** WebM or MP4: every frame that differs from the last one is drawn, encoded and handed over in pieces. */
export const makeMovie: Maker = async (making) => {
  const { canvas, film, fps, order, size, sink } = making;
  const codec = codecOf(order);
  if (codec === null) throw new Error(`a .${order.format} file cannot hold ${order.codec ?? ''}.`);
  const bitrate = Math.round(size.width * size.height * Math.sqrt(fps * 30) * bitsPerPixel[codec]);
  if (!(await canEncode(codecs[codec], size, bitrate)))
    throw new Error(
      `This machine cannot encode ${codecNames[codec]} at ${String(size.width)} × ${String(size.height)}; choose ${codec === 'vp9' ? 'a smaller size' : 'WebM with VP9'}.`,
    );
  const writable = new WritableStream<{ data: Uint8Array; position: number }>({
    write: ({ data, position }) => sink.write(0, position, data),
  });
  const output = new Output({
    format: order.format === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat(),
    target: new StreamTarget(writable, { chunked: true, chunkSize: pieceBytes }),
  });
  const source = new CanvasSource(canvas, {
    codec: codecs[codec],
    quality: new Quality({ bitrate }),
    keyFrameInterval: keyFrameSeconds,
  });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const shots = shotsOf(film, fps);
  const frames = Math.round(film.seconds * fps);
  for (const { first, count } of shots) {
    draw(making, first / fps);
    await source.add(first / fps, count / fps);
    sink.progress(first + count, frames);
  }
  await output.finalize();
  draw(making, posterSeconds(film));
  await sink.write(1, 0, await pngOf(canvas));
  return { frames, drawn: shots.length };
};
