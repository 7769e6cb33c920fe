import type { ExportPage } from '../ipc/messages/exporting';
import { slideHeight, slideWidth, withExportWindow } from './exportWindow';
import type { Photographing } from './photographing';
import { writeExport } from './writeExport';

/** CSS pixels in an inch. */
const pixelsPerInch = 96;

/** One page a slide, with real text and the time-lapse as its stills. */
export async function exportPdf(
  page: ExportPage,
  target: string,
  { signal, progress }: Photographing,
): Promise<string> {
  const pdf = await withExportWindow(page, signal, (window) => {
    progress(1, 2, 'Printing');
    return window.webContents.printToPDF({
      pageSize: { width: slideWidth / pixelsPerInch, height: slideHeight / pixelsPerInch },
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      printBackground: true,
      preferCSSPageSize: false,
      generateTaggedPDF: true,
    });
  });
  await writeExport(target, pdf);
  progress(2, 2, 'Done');
  return target;
}
