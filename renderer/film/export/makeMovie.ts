import {
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
  type VideoCodec,
} from 'mediabunny';
import { codecOf, type FilmCodec } from '../../../main/domain/film/order';
import { canEncode } from './canEncode';
import { draw, shotsOf, type Maker, type Making } from './making';
import { pngOf, posterSeconds } from './makePictures';
import { Planes } from './planes';

const codecs: Record<FilmCodec, VideoCodec> = { vp9: 'vp9', av1: 'av1', h264: 'avc' };
const codecNames: Record<FilmCodec, string> = { vp9: 'VP9', av1: 'AV1', h264: 'H.264' };

/** Bits a pixel of the film: flat areas and text want few, but want them sharp. */
const bitsPerPixel: Record<FilmCodec, number> = { vp9: 0.1, av1: 0.085, h264: 0.13 };
/** As browsers make of a canvas, so that every player shows the colours of the window. */
const colorSpace = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false } as const;
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
  const source = new VideoSampleSource({
    codec: codecs[codec],
    quality: new Quality({ bitrate }),
    keyFrameInterval: keyFrameSeconds,
  });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const planes = new Planes(size);
  const shape = { format: 'I420', codedWidth: size.width, codedHeight: size.height, colorSpace } as const;
  const shots = shotsOf(film, fps);
  const frames = Math.round(film.seconds * fps);
  for (const { first, count } of shots) {
    draw(making, first / fps);
    await readInto(planes, making);
    // A frame of its own: what is in it by now stays in it while it waits for the encoder.
    const frame = new VideoFrame(planes.data, { ...shape, timestamp: Math.round((first / fps) * 1e6) });
    const sample = new VideoSample(frame, { timestamp: first / fps, duration: count / fps });
    await source.add(sample);
    sample.close();
    sink.progress(first + count, frames);
  }
  await output.finalize();
  draw(making, posterSeconds(film));
  await sink.write(1, 0, await pngOf(canvas));
  return { frames, drawn: shots.length };
};

/**
 * Takes over what was painted since the last frame. Given to an encoder, a canvas would be copied as a whole before it could be drawn on
 * again, and turned into the encoder's colours as a whole, which together cost more than encoding does.
 */
async function readInto(planes: Planes, { canvas, kept }: Making): Promise<void> {
  const picture = new VideoFrame(canvas, { timestamp: 0 });
  try {
    const order = picture.format?.startsWith('BGR') ? 'BGR' : 'RGB';
    const isKnown = picture.format?.startsWith(order) ?? false;
    await picture.copyTo(planes.room, isKnown ? {} : { format: 'RGBA' });
    planes.update(kept.damage.boxes(), order);
    kept.damage.clear();
  } finally {
    picture.close();
  }
}
