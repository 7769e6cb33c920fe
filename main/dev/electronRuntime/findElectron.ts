import { hasDisplay, openDisplay } from '../machine/display';
import { prepareMachine } from '../machine/prepareMachine';
import { requireSandbox } from '../machine/sandbox';
import { chooseRuntime } from './chooseRuntime';
import type { ElectronRuntime } from './runtime';

/** An Electron ready to be started here. */
export interface FoundElectron {
  runtime: ElectronRuntime;
  executable: string;
  /** Flags that go before the app's folder. */
  flags: string[];
  /** What goes into its environment besides what is there. */
  env: Record<string, string>;
  /** Ends the invisible screen, where one was started. */
  release(): Promise<void>;
}

/**
 * Chooses the runtime, installs what the system lacks (or throws the command to type) and finds a screen. With `headless`
 * nobody needs to see the windows, so that an invisible screen is started where there is none; without it that is an error.
 */
export async function findElectron({ headless }: { headless: boolean }): Promise<FoundElectron> {
  if (!headless && !hasDisplay()) {
    throw new Error(
      'There is no screen to open a window on (DISPLAY is not set). The commands work without: shiplapse --help.',
    );
  }
  const runtime = await chooseRuntime();
  prepareMachine(runtime.folder, !hasDisplay());
  requireSandbox(runtime.folder);
  const display = await openDisplay();
  return {
    runtime,
    executable: runtime.executable,
    flags: startFlags(),
    env: { ...display.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder },
    release: () => display.close(),
  };
}

/** Chromium refuses to start its sandbox as root, so root (a container, a build machine) does without; nobody else does. */
function startFlags(): string[] {
  const quiet = '--log-level=3';
  return process.getuid?.() === 0 ? ['--no-sandbox', quiet] : [quiet];
}
