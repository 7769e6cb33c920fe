import { expect, test } from 'vitest';
import { configuredUrl, sameOriginUrl, shownAddress } from './address';

test.each([
  ['https://ci.example.com/go/', 'https://ci.example.com/go/'],
  [' ci.example.com/go ', 'https://ci.example.com/go'],
  ['localhost:8153', 'http://localhost:8153/'],
  ['127.0.0.1:8153/go', 'http://127.0.0.1:8153/go'],
  ['HTTP://Host:8153', 'http://host:8153/'],
])('%s is the address %s', (typed, address) => {
  expect(configuredUrl(typed).href).toBe(address);
});

test.each([
  ['ftp://host/'],
  ['file:///etc/passwd'],
  [''],
  ['https://'],
  ['https://user:secret@host/'],
  ['https://user:secret@'],
])('%s is refused without a secret in the sentence', (typed) => {
  expect(() => configuredUrl(typed)).toThrow(expect.objectContaining({ kind: 'wrong_input' }));
  expect(() => configuredUrl(typed)).not.toThrow(/secret/);
});

test('a next link stays at the origin', () => {
  expect(sameOriginUrl('/go/api?after=3', 'https://h/go')).toBe('https://h/go/api?after=3');
  expect(sameOriginUrl('https://h:443/x', 'https://h')).toBe('https://h/x');
  for (const next of [
    'http://h/x',
    'https://h:444/x',
    'https://h.evil/x',
    '//evil/x',
    'https://h@evil/x',
    'data:,x',
    'https://[',
  ]) {
    expect(() => sameOriginUrl(next, 'https://h')).toThrow(/https:\/\/h /);
  }
});

test('addresses in messages carry no query', () => {
  expect(shownAddress('https://u:p@h/a?token=x#y')).toBe('https://h/a');
});
