import { hasDisplay, openDisplay } from '../machine/display';
import type { Display } from '../machine/display';
import { prepareMachine } from '../machine/prepareMachine';
import { requireSandbox } from '../machine/sandbox';
import { chooseRuntime } from './chooseRuntime';
import type { ElectronRuntime } from './runtime';

/** An Electron ready to be started here. */
export interface ReadyElectron {
  runtime: ElectronRuntime;
  /** Flags that go before the app's folder. */
  args: string[];
  /** The whole environment to start it with. */
  env: NodeJS.ProcessEnv;
  /** To be closed by the caller once Electron has ended. */
  display: Display;
}

/**
 * Chooses the runtime, installs what the system lacks (or throws the command to type) and finds a screen. Where there is none, an
 * invisible one is started, unless somebody must `see` the window: that is an error then.
 */
export async function readyElectron({ see = false }: { see?: boolean } = {}): Promise<ReadyElectron> {
  if (see && !hasDisplay()) {
    throw new Error(
      'There is no screen to open a window on (DISPLAY is not set). The commands work without: shiplapse --help.',
    );
  }
  const runtime = await chooseRuntime();
  prepareMachine(runtime.folder, !hasDisplay());
  requireSandbox(runtime.folder);
  const display = await openDisplay();
  const env = { ...process.env, ...display.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder };
  return { runtime, args: startFlags(), env, display };
}

/** Chromium refuses to start its sandbox as root, so root (a container, a build machine) does without; nobody else does. */
function startFlags(): string[] {
  const quiet = '--log-level=3';
  return process.getuid?.() === 0 ? ['--no-sandbox', quiet] : [quiet];
}
