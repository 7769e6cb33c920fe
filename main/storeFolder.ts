import os from 'node:os';
import path from 'node:path';

/**
 * Where the app keeps its data when nobody says otherwise: the same folder Electron gives the window, worked out
 * without Electron so that the command line shares it.
 */
export function userDataFolder(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  const home = os.homedir();
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Shiplapse');
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Shiplapse');
  return path.join(env.XDG_CONFIG_HOME ?? path.join(home, '.config'), 'Shiplapse');
}

export function defaultStoreFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.SHIPLAPSE_STORE ?? path.join(userDataFolder(env), 'store');
}
