// The types of a page and of Node are never both here: what is used of each is named.
const { VideoEncoder, VideoFrame } = globalThis;
const fs = globalThis.require('node:fs');

/** Read at once, outside of what is measured: a whole film would not fit into memory unpacked. */
const framesAtOnce = 120;

/**
 * Encodes the YUV 4:2:0 frames of a file at the times they are shown (`shown`, in the same order, counted in frames) and throws the
 * result away; with `repeats` each again for as long as it is shown. CPU of this process, in seconds.
 */
async function encodeAll({ file, width, height, fps, codec, bitrate, shown, frames, repeats }) {
  const frameBytes = (width * height * 3) / 2;
  const bytes = new Uint8Array(frameBytes * framesAtOnce);
  const source = fs.openSync(file, 'r');
  let [encoded, given, cpuSeconds] = [0, 0, 0];
  const encoder = new VideoEncoder({
    output: () => {
      encoded += 1;
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec, width, height, bitrate, framerate: fps });
  const encode = async (data, at, keyFrame) => {
    while (encoder.encodeQueueSize > 4)
      await new Promise((next) => encoder.addEventListener('dequeue', next, { once: true }));
    const timestamp = Math.round((at * 1e6) / fps);
    const frame = new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp });
    encoder.encode(frame, { keyFrame });
    frame.close();
    given += 1;
  };
  for (let first = 0; first < shown.length; first += framesAtOnce) {
    const some = shown.slice(first, first + framesAtOnce);
    fs.readSync(source, bytes, 0, some.length * frameBytes, first * frameBytes);
    const before = process.cpuUsage();
    for (const [index, { frame, isKey }] of some.entries()) {
      const data = bytes.subarray(index * frameBytes, (index + 1) * frameBytes);
      const until = repeats ? (shown[first + index + 1]?.frame ?? frames) : frame + 1;
      for (let at = frame; at < until; at += 1) await encode(data, at, isKey && at === frame);
    }
    await encoder.flush();
    const { user, system } = process.cpuUsage(before);
    cpuSeconds += (user + system) / 1e6;
  }
  fs.closeSync(source);
  return { frames: given, encoded, cpuSeconds };
}
globalThis.encodeAll = encodeAll;
