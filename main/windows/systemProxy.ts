import { session } from 'electron';
import { proxyOfSystem } from '../sources/http/proxy';

/** The proxy that the system (its settings, a configuration script, the environment) names for an address; null: none. */
export async function systemProxy(url: string): Promise<string | null> {
  return proxyOfSystem(await session.defaultSession.resolveProxy(url));
}
