import type { TrustedByUser } from '../../main/ipc/messages/trust';
import { ask } from './ask';
import { toasts } from './toasts.svelte';

/** Certificates that somebody trusts by their fingerprint. */
class Certificates {
  list = $state.raw<TrustedByUser[]>([]);

  async load(): Promise<void> {
    this.list = (await ask(window.shiplapse.trustedCertificates())) ?? this.list;
  }

  /** True where it is trusted now. */
  async trust(host: string, fingerprint: string): Promise<boolean> {
    const list = await ask(window.shiplapse.trustCertificate({ host, fingerprint }));
    this.list = list ?? this.list;
    return list !== null;
  }

  async distrust(host: string): Promise<void> {
    const list = await ask(window.shiplapse.distrustCertificate({ host }));
    if (!list) return;
    this.list = list;
    toasts.say(`The certificate of ${host} is trusted no longer.`);
  }
}

export const certificates = new Certificates();
