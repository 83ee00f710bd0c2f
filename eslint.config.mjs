// Lint: the walls of the house first, then the rules of good TypeScript.
import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { forbiddenRooms } from './scripts/floors.mjs';

const root = dirname(fileURLToPath(import.meta.url));

const zones = [
  ...forbiddenRooms().filter(({ others }) => others.length > 0).map(({ room, others }) => ({
    target: `./engine/src/${room}`,
    from: others.map((other) => `./engine/src/${other}`),
    message: `The engine room "${room}" imports only rooms on floors below it (scripts/floors.mjs).`,
  })),
  { target: './engine', from: ['./server', './client', './test'], message: 'The engine knows neither editors nor terminals.' },
  { target: './server', from: ['./client', './test'], message: 'The server storey stands below the client.' },
  {
    target: './server/src/language',
    from: ['./server/src/lsp', './server/src/dap', './server/src/node'],
    message: 'Language features are pure functions: no connection, no machine.',
  },
  { target: './client', from: ['./engine', './test'], message: 'The client sees the server only through #server/messages.' },
  { target: './client', from: './server', except: ['./src/messages.ts'], message: 'The client sees the server only through #server/messages.' },
  { target: './client/src/webview', from: ['./client/src'], except: ['./webview'], message: 'A page is a program of its own.' },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.test-build/', '.vscode-test/', 'coverage/', 'client/templates/'] },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked, ...tseslint.configs.stylistic],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true, project: ['engine/tsconfig.json', 'server/tsconfig.json', 'client/tsconfig.json', 'client/src/webview/tsconfig.json', 'test/tsconfig.json'] })] },
    languageOptions: {
      parserOptions: {
        project: ['engine/tsconfig.json', 'server/tsconfig.json', 'client/tsconfig.json', 'client/src/webview/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: root }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  // Tables whose type says what each check is given.
  { files: ['engine/src/rules/**/*.ts'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
  { files: ['text.d.ts'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off', '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'describe', 'it', 'suite'], package: 'node:test' }] }] } },
  {
    files: ['**/*.mjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', fetch: 'readonly', AbortSignal: 'readonly', URLSearchParams: 'readonly' } },
  },
);
