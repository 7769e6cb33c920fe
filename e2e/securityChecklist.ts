/** Electron's security checklist, item by item, with the tests that prove each for this app: file and name. */
export interface ChecklistItem {
  item: string;
  tests: readonly (readonly [file: string, test: string])[];
}

const security = 'e2e/security.spec.ts';

export const securityChecklist: readonly ChecklistItem[] = [
  {
    item: '1. Only load secure content',
    tests: [
      [security, 'nothing foreign is loaded'],
      [
        'e2e/offline.spec.ts',
        'start, example, import from disk, edits, show and every export make no connection at all',
      ],
    ],
  },
  {
    item: '2. Do not enable Node.js integration for remote content',
    tests: [
      [security, 'windows are sandboxed and isolated'],
      [security, 'nothing of Node or Electron is in the page'],
    ],
  },
  { item: '3. Enable context isolation', tests: [[security, 'windows are sandboxed and isolated']] },
  { item: '4. Enable process sandboxing', tests: [[security, 'windows are sandboxed and isolated']] },
  {
    item: '5. Handle session permission requests',
    tests: [
      [security, 'permissions are denied'],
      [
        'main/windows/permissions.test.ts',
        'of all permissions only the clipboard for writing and the full screen are given',
      ],
    ],
  },
  { item: '6. Do not disable webSecurity', tests: [[security, 'windows are sandboxed and isolated']] },
  {
    item: '7. Define a Content Security Policy',
    tests: [
      [security, 'the page comes from the app itself, under a policy that forbids everything foreign'],
      [security, 'foreign code does not run'],
    ],
  },
  { item: '8. Do not allow running insecure content', tests: [[security, 'no window turns a protection off']] },
  { item: '9. Do not enable experimental features', tests: [[security, 'no window turns a protection off']] },
  { item: '10. Do not use enableBlinkFeatures', tests: [[security, 'no window turns a protection off']] },
  { item: '11. <webview>: do not use allowpopups', tests: [[security, 'windows are sandboxed and isolated']] },
  { item: '12. <webview>: verify options and parameters', tests: [[security, 'windows are sandboxed and isolated']] },
  { item: '13. Disable or limit navigation', tests: [[security, 'no second window and no other page']] },
  { item: '14. Disable or limit creation of new windows', tests: [[security, 'no second window and no other page']] },
  {
    item: '15. Do not use shell.openExternal with untrusted content',
    tests: [
      [security, 'no second window and no other page'],
      [security, 'nothing is ever handed to the system’s browser'],
    ],
  },
  {
    item: '16. Use a current version of Electron',
    tests: [[security, 'what is shipped holds the pinned, current Electron']],
  },
  {
    item: '17. Validate the sender of all IPC messages',
    tests: [
      ['e2e/ipc.spec.ts', 'a page that is not ours gets no answer, though it has our preload'],
      ['e2e/ipc.spec.ts', 'a window of the user draws no export'],
    ],
  },
  {
    item: '18. Avoid the file:// protocol, prefer custom protocols',
    tests: [
      [security, 'the page comes from the app itself, under a policy that forbids everything foreign'],
      [security, 'addresses outside the bundle do not exist'],
      ['main/windows/resolveInside.test.ts', '%s leads nowhere'],
    ],
  },
  { item: '19. Check which fuses can be changed', tests: [[security, 'what is shipped has its fuses blown']] },
  {
    item: '20. Do not expose Electron APIs to untrusted web content',
    tests: [
      [security, 'the page gets named functions, and of data only words about the app'],
      ['e2e/ipc.spec.ts', 'a call with an argument that is not in its schema is refused, and nothing happens'],
      ['e2e/ipc.spec.ts', 'a page names no files: a path in place of a handle is refused'],
    ],
  },
];
