import type { ElectronApplication, Page } from '@playwright/test';
import { request, type RequestListener } from 'node:http';
import { closeServers, gocdServer, pipeline } from '../main/sources/gocd/testGocd';
import { makeCertificate, type MadeCertificate } from '../main/sources/http/testing/certificates';
import { startProxy, startSecureServer, type Listening } from '../main/sources/http/testing/secureServers';
import { expectAccessible } from './accessible';
import { expect, test } from './launch';

const open: Listening[] = [];
test.afterEach(async () => {
  await closeServers();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const mine = (): MadeCertificate => makeCertificate({ name: 'ci.team.example', names: ['127.0.0.1', 'localhost'] });

/** A GoCD of eight runs behind https, as one stands behind a server that has a certificate of its own. */
async function secureGocd(certificate: MadeCertificate, port = 0): Promise<Listening> {
  const inner = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(8) } });
  const passOn: RequestListener = (asked, response) => {
    const onward = request(`${inner.origin}${asked.url ?? ''}`, { headers: asked.headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.end();
  };
  const server = await startSecureServer(certificate, passOn, port);
  open.push(server);
  return server;
}

async function fillForm(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Import history…' }).click();
  await page.getByRole('radio', { name: /GoCD/ }).check();
  await page.getByRole('textbox', { name: 'Address' }).fill(address);
  await page.getByRole('textbox', { name: 'Token' }).fill('secret-token');
  await page.getByRole('combobox', { name: 'Retro' }).fill('secure');
}

test('a certificate nobody vouches for is refused; one may be trusted, a change is refused, and trust is taken back', async ({
  page,
  problems,
}) => {
  const certificate = mine();
  const server = await secureGocd(certificate);
  const host = `127.0.0.1:${String(server.port)}`;
  await fillForm(page, `https://${host}`);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('alert').first()).toContainText('its certificate is signed by itself');
  const facts = page.locator('dl', { hasText: 'SHA-256' });
  await expect(facts).toContainText(certificate.fingerprint);
  await expect(facts).toContainText('ci.team.example');
  expect(server.asked, 'nothing was sent').toEqual([]);
  await expectAccessible(page, 'refused certificate');

  await page.getByRole('button', { name: 'Trust this certificate' }).click();
  await expect(page.getByRole('heading', { name: /^8 runs/ })).toBeVisible();
  expect(server.asked.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^8 new runs/ })).toBeVisible();

  await server.close();
  const changed = mine();
  const other = await secureGocd(changed, server.port);
  await page.getByRole('button', { name: 'Show the map' }).click();
  await page.getByRole('button', { name: 'Import more' }).click();
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('has changed since it was trusted');
  await expect(page.locator('dl', { hasText: 'Trusted before' })).toContainText(certificate.fingerprint);
  await expect(page.locator('dl', { hasText: 'Trusted before' })).toContainText(changed.fingerprint);
  expect(other.asked, 'nothing was sent').toEqual([]);
  await page.getByRole('button', { name: 'Trust this certificate' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing new: everything was here already.' })).toBeVisible();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toContainText(changed.fingerprint);
  await expect(settings).not.toContainText(certificate.fingerprint);
  await expectAccessible(page, 'settings with a trusted certificate');
  await settings.getByRole('button', { name: `Stop trusting ${host}` }).click();
  await expect(settings.getByText('Trusted certificates')).toBeHidden();
  await page.keyboard.press('Escape');
  const asked = other.asked.length;
  await page.getByRole('button', { name: 'Import from another place…' }).click();
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(page.getByRole('alert').first()).toContainText('signed by itself');
  expect(other.asked).toHaveLength(asked);
  expect(problems).toEqual([]);
});

test('a page can trust no certificate that no server has shown', async ({ page }) => {
  const { fingerprint } = mine();
  const answer = await page.evaluate(
    (print) => window.shiplapse.trustCertificate({ host: 'ci.example:443', fingerprint: print }),
    fingerprint,
  );
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'not_found' } });
  expect(await page.evaluate(() => window.shiplapse.trustedCertificates())).toEqual({ ok: true, value: [] });
});

/** What a person sets in the network settings of the machine. */
async function useProxy(app: ElectronApplication, rules: string): Promise<void> {
  await app.evaluate(
    ({ session }, proxyRules) => session.defaultSession.setProxy({ proxyRules, proxyBypassRules: '<-loopback>' }),
    rules,
  );
}

test('what is asked goes through the proxy of the system, and tells when that is not there', async ({
  app,
  page,
  problems,
}) => {
  const proxy = await startProxy();
  open.push(proxy);
  const plain = await gocdServer({ style: 'cursor', pipelines: { build: pipeline(25) } });
  await useProxy(app, `127.0.0.1:${String(proxy.port)}`);
  await fillForm(page, plain.origin);
  await page.getByRole('button', { name: 'Look at it first' }).click();
  await expect(page.getByRole('heading', { name: /^25 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^25 new runs/ })).toBeVisible();
  expect(proxy.asked.length, 'every request').toBe(plain.asked.length);
  expect(proxy.asked.every((asked) => asked.startsWith(`GET ${plain.origin}/go/api/`))).toBe(true);

  await page.getByRole('button', { name: 'Show the map' }).click();
  await page.getByRole('button', { name: 'Import more' }).click();
  await proxy.close();
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(page.getByRole('alert').first()).toContainText(
    `The proxy http://127.0.0.1:${String(proxy.port)} that this machine is set to use does not answer`,
  );
  expect(plain.asked).toHaveLength(proxy.asked.length);
  await useProxy(app, 'direct://');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: /^Nothing new/ })).toBeVisible();
  expect(problems).toEqual([]);
});
