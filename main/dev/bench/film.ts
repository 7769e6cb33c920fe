import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findElectron } from '../electronRuntime/findElectron';
import { projectFolder } from '../electronRuntime/projectFolder';
import { measure, type Usage } from './measuring/cpuOfTree';

/**
 * The film's export (720p, 60 frames a second) beside the bare encoder fed with the same frames ready-made, and beside Gource
 * with ffmpeg on a history of about as many moving things. CPU seconds and their ratios, in one run.
 */
const [width, height, fps, filmSeconds] = [1280, 720, 60, 30];
const bitrate = Math.round(width * height * Math.sqrt(fps * 30) * 0.13);
const cli = path.join(projectFolder, 'out/main/cli.js');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const has = (tool: string): boolean => spawnSync('which', [tool]).status === 0;

export async function run(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shiplapse-bench-'));
  try {
    const film = path.join(folder, 'film.mp4');
    const ours = await exportOf(folder, film);
    say(`export           ${words(ours)} for ${filmSeconds} s of film, ${ours.drawn} frames drawn and encoded`);
    say(
      `                 ${perFilm(ours.cpuSeconds)} CPU s per s of film; ${((ours.cpuSeconds * 1000) / ours.drawn).toFixed(1)} ms a frame drawn`,
    );
    say(
      `                 and ${ours.startCpuSeconds.toFixed(2)} CPU s once, however long the film, for the start of the program, analysis and fonts; with it ${perFilm(withStart(ours))} CPU s per s of film`,
    );
    await beside('the bare encoder', ['ffmpeg', 'ffprobe'], () => bareEncoder(folder, film, ours));
    await beside('Gource', ['gource', 'ffmpeg', 'xvfb-run'], () => gource(folder, ours));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function beside(name: string, tools: string[], work: () => Promise<void>): Promise<void> {
  const missing = tools.filter((tool) => !has(tool));
  if (missing.length === 0) await work();
  else say(`NOT COMPARED with ${name}: ${missing.join(', ')} is not installed.`);
}

interface Ours extends Usage {
  drawn: number;
  /** Of the export of one frame: it starts the same programs and reads the same history, and draws next to nothing. */
  startCpuSeconds: number;
}

function withStart({ cpuSeconds, startCpuSeconds }: Ours): number {
  return cpuSeconds + startCpuSeconds;
}

/** What drawing and encoding take: the export of the film less the start, which the bare encoder's figures leave out as well. */
async function exportOf(folder: string, film: string): Promise<Ours> {
  const store = path.join(folder, 'store');
  const run = (...args: string[]): Promise<Usage> =>
    measure(process.execPath, [cli, ...args, '--store', store, '--json']);
  await run('demo', '--out', path.join(folder, 'demo'));
  const shape = ['--seconds', String(filmSeconds), '--size', '720p'];
  const one = await run(
    'export',
    'example',
    '--as',
    'png',
    '--film',
    'poster',
    '--size',
    '720p',
    '--out',
    path.join(folder, 'one.png'),
  );
  const all = await run('export', 'example', '--as', 'video', ...shape, '--fps', String(fps), '--out', film);
  const { report } = JSON.parse(all.stdout) as { report: { drawn: number } };
  return {
    cpuSeconds: all.cpuSeconds - one.cpuSeconds,
    seconds: all.seconds - one.seconds,
    stdout: '',
    drawn: report.drawn,
    startCpuSeconds: one.cpuSeconds,
  };
}

interface BareUsage {
  frames: number;
  encoded: number;
  cpuSeconds: number;
}

/** The very frames that were drawn, at their times and with the same key frames; and once more with no still frame left out. */
async function bareEncoder(folder: string, film: string, ours: Ours): Promise<void> {
  const frames = path.join(folder, 'frames.yuv');
  tool('ffmpeg', [
    '-v',
    'error',
    '-i',
    film,
    '-fps_mode',
    'passthrough',
    '-pix_fmt',
    'yuv420p',
    '-f',
    'rawvideo',
    frames,
  ]);
  const packets = tool('ffprobe', ['-v', 'error', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', film]);
  const shown = packets.split('\n').flatMap((line) => {
    const [time, flags] = line.split(',');
    return time && flags ? [{ frame: Math.round(Number(time) * fps), isKey: flags.startsWith('K') }] : [];
  });
  const electron = await findElectron({ headless: true });
  try {
    const order = { file: frames, width, height, fps, codec: 'avc1.640020', bitrate, shown, frames: filmSeconds * fps };
    const encode = async (repeats: boolean): Promise<BareUsage> => {
      const { stdout } = await measure(
        electron.executable,
        [...electron.flags, path.join(import.meta.dirname, 'bareEncoder')],
        { env: { ...process.env, ...electron.env, BARE_ENCODER: JSON.stringify({ ...order, repeats }) } },
      );
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as BareUsage;
    };
    const [same, all] = [await encode(false), await encode(true)];
    for (const [name, { cpuSeconds, frames: count }, words] of [
      ['bare encoder    ', same, 'the same frames, still ones lasting longer as in ours'],
      ['                ', all, 'every frame encoded, still ones again and again'],
    ] as const)
      say(
        `${name} ${cpuSeconds.toFixed(2)} CPU s for ${count} frames (H.264, the same Chromium; ${words}); ${((cpuSeconds / count) * 1000).toFixed(1)} ms a frame`,
      );
    say(`                 ours costs ${(ours.cpuSeconds / same.cpuSeconds).toFixed(2)} × the same frames`);
    say(`                 ours costs ${(ours.cpuSeconds / all.cpuSeconds).toFixed(2)} × every frame`);
  } finally {
    await electron.release();
  }
}

function tool(name: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(name, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return stdout;
}

/** A hundred files, touched by a dozen people three hundred times in ten seconds of film. */
async function gource(folder: string, ours: Ours): Promise<void> {
  const log = path.join(folder, 'gource.log');
  const seconds = 10;
  const lines = Array.from({ length: 300 }, (_, index) => {
    const file = (index * 37) % 100;
    return `${1_300_000_000 + index * 2_880}|person${index % 12}|${index < 100 ? 'A' : 'M'}|/stage${file % 9}/pipeline${file}.yml`;
  });
  fs.writeFileSync(log, `${lines.join('\n')}\n`);
  const out = path.join(folder, 'gource.mp4');
  // The command of Gource's own documentation, with its default look.
  const play = `gource --log-format custom ${log} -${width}x${height} --seconds-per-day 1 --stop-at-time ${seconds} -r ${fps} -o -`;
  const encode = `ffmpeg -v error -y -r ${fps} -f image2pipe -vcodec ppm -i - -vcodec libx264 -preset ultrafast -pix_fmt yuv420p -crf 1 -threads 0 -bf 0 ${out}`;
  const used = await measure('xvfb-run', ['-a', 'sh', '-c', `${play} | ${encode}`]);
  const probed = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', out], {
    encoding: 'utf8',
  });
  const length = Number(probed.stdout);
  const each = used.cpuSeconds / length;
  say(`Gource + ffmpeg  ${words(used)} for ${length.toFixed(1)} s of film; ${each.toFixed(2)} CPU s per s of film`);
  const times = (cpuSeconds: number): string => `${(each / (cpuSeconds / filmSeconds)).toFixed(1)} ×`;
  say(
    `                 its start is in that: ${times(withStart(ours))} what ours takes with its start, ${times(ours.cpuSeconds)} without; ours leaves still frames out`,
  );
}

function words({ cpuSeconds, seconds }: Usage): string {
  return `${cpuSeconds.toFixed(2)} CPU s (${seconds.toFixed(1)} s on the clock)`;
}

function perFilm(cpuSeconds: number): string {
  return (cpuSeconds / filmSeconds).toFixed(2);
}
