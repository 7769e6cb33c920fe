import { app, BrowserWindow } from 'electron/main';

/** A window that draws the map at one size after the other and says what a frame took. */
async function run() {
  const { page, nodes } = JSON.parse(process.env['FRAME_COST'] ?? 'null');
  await app.whenReady();
  const window = new BrowserWindow({ width: 1300, height: 800, webPreferences: { backgroundThrottling: false } });
  for (const count of nodes) {
    await window.loadFile(page, { query: { view: 'cost', nodes: String(count) } });
    process.stdout.write(`${await window.webContents.executeJavaScript(waitForResult)}\n`);
  }
}

const waitForResult = `new Promise((resolve) => {
  const look = () => {
    const text = document.getElementById('result')?.textContent;
    if (text) resolve(text);
    else setTimeout(look, 100);
  };
  look();
})`;

run().then(
  () => app.exit(0),
  (error) => {
    console.error(error);
    app.exit(1);
  },
);
