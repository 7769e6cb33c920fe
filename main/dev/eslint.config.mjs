import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { layers } from './eslint.layers.mjs';

const root = path.resolve(import.meta.dirname, '../..');

export default defineConfig(
  { ignores: ['node_modules/', 'out/', 'dist/', 'e2e/results/', 'coverage/', '**/fixtures/', 'assets/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // Numbers in sentences are what sentences here are made of.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => doIt()` as a handler says what it means.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // tsconfig has noUncheckedIndexedAccess; `process.env['NAME']` and `process.env.NAME` are both fine.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/array-type': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A call without an argument or a reply is `void` in the contract.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // The other way to say it, `!`, is forbidden.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      // Control characters in patterns are what parsers of foreign data look for.
      'no-control-regex': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      // The parser's maker deprecates his validator in favour of a package of its own.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'fast-xml-parser', name: ['XMLValidator', 'validate', 'parse'] }] },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Spreading a string gives its code points, which is what is wanted of it.
      '@typescript-eslint/no-misused-spread': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    // Wrong about runes: what an effect or the markup reads looks unused to it.
    rules: {
      'no-useless-assignment': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'off',
      'no-restricted-exports': 'off',
    },
  },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  // The types of another component's callbacks are unknown to ESLint in markup; svelte-check knows them.
  {
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Svelte's compiler knows best which of its warnings a comment silences.
  { files: ['**/*.svelte'], rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-unused-svelte-ignore': 'off' } },
  // Tables of facts may be long, and a test may say `!` about what it has just made.
  {
    files: ['**/*.test.ts', 'e2e/**', '**/testing/**', 'renderer/harness/**', 'renderer/gallery/**'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  // Tools ask for a default export.
  {
    files: ['**/*.config.ts', '**/*.config.mjs', 'e2e/prepareElectron.ts', '**/*.d.ts', 'main/dev/packaging/**'],
    rules: { 'no-restricted-exports': 'off' },
  },
  // What the security tests try is forbidden on purpose.
  { files: ['e2e/security.spec.ts'], rules: { '@typescript-eslint/no-implied-eval': 'off', 'no-new-func': 'off' } },
  layers,
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { projectService: false, program: null } },
  },
);
