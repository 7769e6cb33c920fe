/**
 * Who may import whom, and which dangerous thing belongs to which one folder. A later entry replaces an earlier one for the same
 * rule, so each lists all that is forbidden to its folder.
 */
const ban = (regex, message) => ({ regex, message });
const folder = (names) => `^(?:\\.\\./)+(?:main/)?(?:${names})(?:/|$)`;

const noRenderer = ban('(^|/)renderer/', 'The main side imports nothing from the renderer.');
const noTestTools = ban('^(vitest|fast-check|@playwright/test)$', 'Only tests use test tools.');
const noNetwork = ban('^(node:)?(http|https|http2|net|tls|dgram)$', 'The network belongs to main/sources/http.');
const noElectron = ban('^electron(/|$)', 'Electron belongs to main/windows, main/ipc and the programs beside them.');
const noZip = ban('^(yauzl|yazl|jszip)$', 'Zip files are read and written in one place of the store or the exports.');
const noIpcMain = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'ipcMain belongs to main/ipc, behind its one wrapper.',
};
const noFrom = (names, message) => ban(folder(names), message);

const imports = (patterns, paths = []) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns, paths }],
});

const networkGlobals = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'The network belongs to main/sources/http.',
}));

const writes =
  '(appendFile|chmod|chown|copyFile|cp|createWriteStream|link|mkdir|mkdtemp|rename|rm|rmdir|symlink|truncate|unlink|utimes|writeFile)(Sync)?';
const writeMessage =
  'Files are written by main/store and the writer of main/exports, which know how not to lose them; the example writes its own.';
const noFileWrites = [
  {
    selector: `CallExpression[callee.object.name=/^(fs|fsp|promises)$/][callee.property.name=/^${writes}$/]`,
    message: writeMessage,
  },
  {
    selector: `ImportDeclaration[source.value=/^(node:)?fs/] > ImportSpecifier[imported.name=/^${writes}$/]`,
    message: writeMessage,
  },
];
const noHtml = [
  {
    selector: "SvelteAttribute[key.name='style']",
    message: 'The policy of the page forbids style attributes; write style:name={value} or a class.',
  },
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text of others is shown as text.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|write|writeln)$/][callee.object.name="document"]',
    message: 'Text of others is shown as text.',
  },
];
// Tests, and what only they and the pages for looking at parts by themselves use.
const tests = [
  '**/*.test.ts',
  '**/*.bench.ts',
  '**/testing/**',
  '**/*.config.ts',
  'main/sources/git/makeRepository.ts',
  'renderer/harness/**',
  'renderer/gallery/**',
];

export const layers = [
  {
    files: ['main/**/*.ts'],
    ignores: tests,
    rules: {
      ...imports([noRenderer, noTestTools, noNetwork], [noIpcMain]),
      'no-restricted-globals': ['error', ...networkGlobals],
      'no-restricted-syntax': ['error', ...noFileWrites, ...noHtml],
    },
  },
  {
    files: ['main/domain/**/*.ts'],
    ignores: tests,
    rules: imports([
      ban(
        '^(?!\\.{1,2}/|(temporal-polyfill|valibot)$)',
        'The domain is pure: of packages only temporal-polyfill and valibot.',
      ),
      noFrom('sources|store|engine|ipc|exports|windows|commands|dev|example', 'The domain imports only itself.'),
      noRenderer,
    ]),
  },
  {
    files: ['main/sources/**/*.ts'],
    ignores: tests,
    rules: imports([
      noRenderer,
      noTestTools,
      noElectron,
      noNetwork,
      noZip,
      noFrom(
        'store|engine|ipc|exports|windows|commands|dev',
        'Sources turn replies into records and know nothing that comes after them.',
      ),
    ]),
  },
  {
    files: ['main/sources/http/**/*.ts'],
    ignores: tests,
    rules: {
      ...imports([
        noRenderer,
        noTestTools,
        noElectron,
        noZip,
        noFrom('store|engine|ipc|exports|windows|commands|dev', 'Sources know nothing that comes after them.'),
      ]),
      'no-restricted-globals': 'off',
    },
  },
  {
    files: ['main/store/**/*.ts'],
    ignores: tests,
    rules: {
      ...imports([
        noRenderer,
        noTestTools,
        noElectron,
        noNetwork,
        noFrom('engine|exports|windows|commands|dev', 'The store keeps what it is given; it asks nobody above it.'),
        { ...noFrom('ipc', 'Of the contract only types: `import type`.'), allowTypeImports: true },
      ]),
      'no-restricted-syntax': ['error', ...noHtml],
    },
  },
  {
    files: ['main/exports/**/*.ts'],
    ignores: tests,
    rules: imports(
      [
        noRenderer,
        noTestTools,
        noNetwork,
        noFrom('sources|commands|dev', 'Exports draw a deck; they know neither servers nor commands.'),
      ],
      [noIpcMain],
    ),
  },
  {
    files: ['main/exports/**/write*.ts', 'main/exports/**/save*.ts', 'main/example/**/*.ts', 'main/dev/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...noHtml] },
  },
  { files: ['main/dev/**/*.ts'], ignores: tests, rules: { ...imports([noRenderer]), 'no-restricted-globals': 'off' } },
  {
    files: ['main/ipc/**/*.ts', 'main/preload.ts'],
    ignores: tests,
    rules: imports([noRenderer, noTestTools, noNetwork]),
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              ...ban(
                '(^|/)main/(?!domain/|ipc/contract$|ipc/messages/|failure$|sources/source$)',
                'The renderer knows of the main side only the domain and, as types, the contract.',
              ),
            },
            {
              ...ban('(^|/)main/(ipc/(contract|messages/.*)|failure|sources/source)$', 'Only as types: `import type`.'),
              allowTypeImports: true,
            },
            ban('^(node:|fs$|path$|os$|child_process$)', 'There is no Node in a window.'),
            noElectron,
            noTestTools,
          ],
        },
      ],
      'no-restricted-globals': ['error', ...networkGlobals],
      'no-restricted-syntax': ['error', ...noHtml],
    },
  },
];
