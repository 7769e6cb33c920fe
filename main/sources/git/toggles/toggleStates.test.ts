import { expect, test } from 'vitest';
import { isToggleList, toggleStates } from './toggleStates';

const told = (text: string, path: string) =>
  [...toggleStates(text, path).states].map(([name, { on, owner }]) => [name, on, ...(owner === null ? [] : [owner])]);

test.each<[string, string, string, unknown[][]]>([
  [
    'booleans in YAML',
    'toggles.yml',
    'new-cart: true\nold-cart: off\n',
    [
      ['new-cart', true],
      ['old-cart', false],
    ],
  ],
  [
    'a wrapper',
    'x.yaml',
    'features:\n  flags:\n    a: on\n    b: "disabled"',
    [
      ['a', true],
      ['b', false],
    ],
  ],
  [
    'objects',
    'f.json',
    '{"a":{"enabled":true,"owner":"Ops"},"b":{"active":false},"c":{"owner":"Web"}}',
    [
      ['a', true, 'Ops'],
      ['b', false],
      ['c', null, 'Web'],
    ],
  ],
  [
    'groups',
    'f.json',
    '{"cart":{"new":true,"deep":{"x":false}},"version":3}',
    [
      ['cart.new', true],
      ['cart.deep.x', false],
    ],
  ],
  [
    'a list',
    'f.yml',
    '- name: a\n  enabled: true\n- key: b\n  rollout: 0\n- c',
    [
      ['a', true],
      ['b', false],
      ['c', null],
    ],
  ],
  ['a list under a name', 'f.json', '{"toggles":[{"name":"a","on":true}],"tags":["x"]}', [['a', true]]],
  [
    'properties',
    'f.properties',
    '# note\nfeature.new-cart.enabled=true\nfeatures.beta: off\nport=80',
    [
      ['new-cart', true],
      ['beta', false],
    ],
  ],
  [
    'TOML',
    'f.toml',
    '[features]\nnew = true # soon\n"old" = false\nbig = { enabled = true, owner = "Ops" }\n',
    [
      ['new', true],
      ['old', false],
      ['big', true, 'Ops'],
    ],
  ],
  ['sections', 'f.ini', '[features.cart]\nnew = on', [['cart.new', true]]],
  ['nothing', 'f.yml', '', []],
])('%s', (_, path, text, states) => {
  expect(told(text, path)).toEqual(states);
});

test.each([
  ['f.json', '{"a":', 'not JSON'],
  ['f.yml', 'a: [', /^not YAML/],
  ['f.toml', 'hello', /^no line of the file is a setting/],
])('%s that cannot be read says so', (path, text, reason) => {
  expect(() => toggleStates(text, path)).toThrow(reason);
});

test.each([
  ['{"a":true,"b":{"enabled":false}}', true],
  ['{"name":"app","version":"1","private":true}', false],
  ['{"theme":"dark"}', false],
  ['[{"name":"a"}]', false],
])('whether %s lists toggles', (text, is) => {
  expect(isToggleList(toggleStates(text, 'features.json'))).toBe(is);
});

test('names that reach into prototypes are names like others', () => {
  expect(told('{"__proto__":true,"constructor":false}', 'f.json')).toEqual([
    ['__proto__', true],
    ['constructor', false],
  ]);
});
