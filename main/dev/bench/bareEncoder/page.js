// The types of a page and of Node are never both here: what is used of each is named.
const { VideoEncoder, VideoFrame } = globalThis;
const fs = globalThis.require('node:fs');

/** Encodes every YUV 4:2:0 frame of a file and throws the result away. CPU of this process, in seconds. */
async function encodeAll({ file, width, height, fps, codec, bitrate, keyFrameFrames }) {
  const bytes = fs.readFileSync(file);
  const frameBytes = (width * height * 3) / 2;
  const frames = Math.floor(bytes.length / frameBytes);
  let encoded = 0;
  const encoder = new VideoEncoder({
    output: () => {
      encoded += 1;
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({ codec, width, height, bitrate, framerate: fps });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  for (let index = 0; index < frames; index += 1) {
    while (encoder.encodeQueueSize > 4)
      await new Promise((next) => encoder.addEventListener('dequeue', next, { once: true }));
    const data = bytes.subarray(index * frameBytes, (index + 1) * frameBytes);
    const timestamp = Math.round((index * 1e6) / fps);
    const frame = new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp });
    encoder.encode(frame, { keyFrame: index % keyFrameFrames === 0 });
    frame.close();
  }
  await encoder.flush();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { frames, encoded, cpuSeconds: (user + system) / 1e6, seconds: (performance.now() - startedAt) / 1000 };
}
globalThis.encodeAll = encodeAll;
