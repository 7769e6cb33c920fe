import { chooseRuntime } from './chooseRuntime';
import { describeRuntime } from './runtime';

/** `tsx main/dev/electronRuntime/prepare.ts`: makes sure there is a runtime; its folder goes to stdout, the reason to stderr. */
try {
  const runtime = await chooseRuntime();
  process.stderr.write(`Using ${describeRuntime(runtime)}\n`);
  process.stdout.write(`${runtime.folder}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
