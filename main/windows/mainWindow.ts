import { Menu, screen, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../ipc/contract';
import { newWindow } from './newWindow';

/** The one window people work in. */
export function openMainWindow(): BrowserWindow {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = newWindow({
    title: 'Shiplapse',
    width: Math.min(1440, workAreaSize.width),
    height: Math.min(900, workAreaSize.height),
    minWidth: 800,
    minHeight: 560,
    show: false,
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.webContents.on('context-menu', (_, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const edit: MenuItemConstructorOptions[] = [
      { role: 'cut', enabled: isEditable },
      { role: 'copy' },
      { role: 'paste', enabled: isEditable },
    ];
    Menu.buildFromTemplate(edit).popup({ window });
  });
  // The work is in the engine: a page that crashed is simply shown again.
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    setImmediate(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
  return window;
}

/** Menu commands go to the page: it knows what can be undone, and what is on the screen. */
export function setMenu(send: (command: Command) => void): void {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    click: () => {
      send(command);
    },
  });
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const template: MenuItemConstructorOptions[] = [
    ...mac,
    {
      label: 'File',
      submenu: [
        item('Library', 'library', 'CmdOrCtrl+L'),
        item('Import…', 'import', 'CmdOrCtrl+I'),
        item('Export…', 'export', 'CmdOrCtrl+E'),
        { type: 'separator' },
        process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        item('Undo', 'undo', 'CmdOrCtrl+Z'),
        item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        item('Present', 'present', 'F5'),
        { type: 'separator' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: 'Help', submenu: [item('Keyboard shortcuts', 'help')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
