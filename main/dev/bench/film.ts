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
      `                 ${perFilm(ours)} CPU s per s of film; ${((ours.cpuSeconds * 1000) / ours.drawn).toFixed(1)} ms a frame drawn`,
    );
    await beside('the bare encoder', ['ffmpeg'], () => bareEncoder(folder, film, ours));
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
}

/** What drawing and encoding take: the export of the film less that of one frame of it, which starts the same programs. */
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
  };
}

async function bareEncoder(folder: string, film: string, ours: Ours): Promise<void> {
  const frames = path.join(folder, 'frames.yuv');
  // Some of the very frames that were drawn and encoded, none repeated: all of them would not fit into memory unpacked.
  const some = ['-ss', '3', '-i', film, '-fps_mode', 'passthrough', '-frames:v', '240'];
  const cut = ['-v', 'error', ...some, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', frames];
  const made = spawnSync('ffmpeg', cut, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`ffmpeg: ${made.stderr}`);
  const electron = await findElectron({ headless: true });
  try {
    const order = { file: frames, width, height, fps, codec: 'avc1.640020', bitrate, keyFrameFrames: fps * 2 };
    const app = path.join(import.meta.dirname, 'bareEncoder');
    const { stdout } = await measure(electron.executable, [...electron.flags, app], {
      env: { ...process.env, ...electron.env, BARE_ENCODER: JSON.stringify(order) },
    });
    const bare = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      frames: number;
      encoded: number;
      cpuSeconds: number;
    };
    const perFrame = bare.cpuSeconds / bare.frames;
    say(
      `bare encoder     ${bare.cpuSeconds.toFixed(2)} CPU s for ${bare.frames} frames (H.264, the same Chromium); ${(perFrame * 1000).toFixed(1)} ms a frame`,
    );
    say(
      `                 a frame of ours costs ${(ours.cpuSeconds / ours.drawn / perFrame).toFixed(2)} × a frame of it`,
    );
    say(
      `                 the whole film costs ${(ours.cpuSeconds / (perFrame * filmSeconds * fps)).toFixed(2)} × encoding all its ${filmSeconds * fps} frames`,
    );
  } finally {
    await electron.release();
  }
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
  say(`                 that is ${(each / (ours.cpuSeconds / filmSeconds)).toFixed(1)} × what ours takes`);
}

function words({ cpuSeconds, seconds }: Usage): string {
  return `${cpuSeconds.toFixed(2)} CPU s (${seconds.toFixed(1)} s on the clock)`;
}

function perFilm({ cpuSeconds }: Usage): string {
  return (cpuSeconds / filmSeconds).toFixed(2);
}
