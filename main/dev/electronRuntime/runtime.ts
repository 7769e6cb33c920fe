/** An Electron that can be started here. */
export interface ElectronRuntime {
  /** `override`: named by the environment; `official`: Electron's own build; `registry`: the one inside an npm package, for development only. */
  kind: 'override' | 'official' | 'registry';
  /** The folder with the executable, for ELECTRON_OVERRIDE_DIST_PATH. */
  folder: string;
  executable: string;
  /** As `33.2.1`; `unknown` where an override folder does not say. */
  version: string;
  /** Why this one, as a clause after the name. */
  reason: string;
}

/** One line about a runtime for a terminal. */
export function describeRuntime(runtime: ElectronRuntime): string {
  return `Electron ${runtime.version} (${runtime.kind}: ${runtime.reason})`;
}
