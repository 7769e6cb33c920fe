import { expect, test } from 'vitest';
import { parseFingerprint } from './certificate';
import { proxyOfEnvironment, proxyOfSystem } from './proxy';

const both = { https_proxy: 'http://secure:1', http_proxy: 'plain:2' };
test.each<[string, NodeJS.ProcessEnv, string | null]>([
  ['https://ci.example', both, 'http://secure:1'],
  ['http://ci.example', both, 'http://plain:2'],
  ['https://ci.example', { HTTPS_PROXY: 'http://a:1' }, 'http://a:1'],
  ['https://ci.example', { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }, 'http://a:1'],
  ['http://ci.example', { HTTPS_PROXY: 'http://a:1' }, null],
  ['http://ci.example', { ALL_PROXY: 'http://a:1' }, 'http://a:1'],
  ['https://ci.example', { ...both, no_proxy: '*' }, null],
  ['https://ci.example', { ...both, NO_PROXY: 'other.example, ci.example' }, null],
  ['https://ci.example', { ...both, no_proxy: '.example' }, null],
  ['https://ci.example', { ...both, no_proxy: 'example' }, null],
  ['https://ci.example', { ...both, no_proxy: 'i.example' }, 'http://secure:1'],
  ['https://ci.example:8443', { ...both, no_proxy: 'ci.example:8443' }, null],
  ['https://ci.example', { ...both, no_proxy: 'ci.example:8443' }, 'http://secure:1'],
  ['https://ci.example', { ...both, no_proxy: 'ci.example:443' }, null],
  ['https://127.0.0.1:9', { ...both, no_proxy: '127.0.0.1' }, null],
  ['https://[::1]:9', { ...both, no_proxy: '::1' }, null],
  ['https://[::1]:9', { ...both, no_proxy: '[::1]' }, null],
  ['https://ci.example', { ...both, no_proxy: ',, ' }, 'http://secure:1'],
  ['https://ci.example', {}, null],
  ['https://ci.example', { https_proxy: '' }, null],
])('%s with %o goes through %s', (url, env, proxy) => {
  expect(proxyOfEnvironment(new URL(url), env)).toBe(proxy);
});

test.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.example:3128', 'http://proxy.example:3128'],
  ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
  ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ['SOCKS5 proxy.example:1080', 'socks5://proxy.example:1080'],
  ['DIRECT; PROXY proxy.example:3128', null],
])('the system says %j: %s', (answer, proxy) => {
  expect(proxyOfSystem(answer)).toBe(proxy);
});

const hex = '0123456789abcdef'.repeat(4);
const pairs = (hex.toUpperCase().match(/../g) ?? []).join(':');
test.each([
  [hex, pairs],
  [pairs, pairs],
  [`SHA256:${pairs}`, pairs],
  [`sha256:${hex}`, pairs],
  [`SHA256 Fingerprint=${pairs}`, pairs],
  [`  ${pairs.toLowerCase()} `, pairs],
  [hex.slice(1), null],
  [`${hex}0`, null],
  [`${hex.slice(1)}g`, null],
  ['SHA1:00', null],
  ['', null],
])('the fingerprint %s', (text, fingerprint) => {
  expect(parseFingerprint(text)).toBe(fingerprint);
});
