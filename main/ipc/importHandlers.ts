import type { EngineClient } from '../engine/engineClient';
import { FailureError, type Failure } from '../failure';
import type { Tokens } from '../secrets/tokens';
import type { TrustedCertificates } from '../secrets/trustedCertificates';
import { configuredUrl } from '../sources/http/address';
import type { Network } from '../sources/http/transport';
import { systemProxy } from '../windows/systemProxy';
import type { Handlers } from './answerCalls';
import type { ImportOrder } from './messages/importing';
import type { Handles } from './handles';

type ImportCalls =
  | 'previewImport'
  | 'startImport'
  | 'cancelImport'
  | 'knownServers'
  | 'tokenState'
  | 'forgetToken'
  | 'trustedCertificates'
  | 'trustCertificate'
  | 'distrustCertificate';

/** Imports of a window: the paths, the token and the way to the server are added here, where only the main process knows them. */
export function importHandlers(
  engine: EngineClient,
  handles: Handles,
  tokens: Tokens,
  certificates: TrustedCertificates,
): Pick<Handlers, ImportCalls> {
  const complete = async (order: ImportOrder): Promise<ImportOrder & { network?: Network }> => {
    const files = order.files.map((handle) => handles.pathOf(handle));
    if (order.url === null) return { ...order, files };
    const token = order.token ?? (await tokens.of({ kind: order.kind, url: order.url }));
    return { ...order, files, token, network: await networkOf(order.url) };
  };
  const networkOf = async (url: string): Promise<Network> => {
    const trusted = (await certificates.list()).map(({ host, fingerprint }) => ({ host, fingerprint }));
    const asked = addressOf(url);
    return { proxy: asked === null ? null : await systemProxy(asked), trusted };
  };

  return {
    previewImport: async (order) => {
      const preview = await engine.call('previewImport', await complete(order));
      certificates.note(preview.failures);
      return preview;
    },
    startImport: async (order) => {
      try {
        const outcome = await engine.call('startImport', await complete(order));
        certificates.note(outcome.failures);
        // Only a token that the server took is worth remembering.
        if (order.url === null || order.token === null) return outcome;
        const place = { kind: order.kind, url: order.url };
        const isKept = await tokens.remember(place, order.token, order.keepToken);
        return isKept ? outcome : { ...outcome, failures: [...outcome.failures, notKept] };
      } catch (error) {
        if (error instanceof FailureError) certificates.note([error.failure]);
        throw error;
      }
    },
    cancelImport: (argument) => engine.call('cancelImport', argument),
    knownServers: (argument) => engine.call('knownServers', argument),
    tokenState: (place) => tokens.state(place),
    forgetToken: async (place) => {
      await tokens.forget(place);
      return tokens.state(place);
    },
    trustedCertificates: () => certificates.list(),
    trustCertificate: async (chosen) => certificates.trust(chosen),
    distrustCertificate: ({ host }) => certificates.distrust(host),
  };
}

const notKept: Failure = {
  kind: 'storage',
  sentence:
    'The token could not be kept by the keychain of this machine; it is known until you quit, type it again then.',
};

/** Null for what is asked in another way than over http; what is no address at all the source says. */
function addressOf(typed: string): string | null {
  try {
    return configuredUrl(typed).href;
  } catch {
    return null;
  }
}
