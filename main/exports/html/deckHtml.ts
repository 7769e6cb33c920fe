import { createHash } from 'node:crypto';
import type { ExportPage } from '../../ipc/messages/exporting';
import { escapeHtml, storyHtml } from './story';

/**
 * One page that opens from a disk with the network off: the show with its playing time-lapse, and the same story as text
 * where scripts are off. Its policy forbids the network and every script but the one inside.
 */
export function deckHtml(page: ExportPage, viewer: { script: string; style: string }): string {
  const script = viewer.script.replace(/<\/(script)/gi, '<\\/$1');
  const style = `${viewer.style}\n${storyStyle}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'font-src data:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const shown = { ...page, deck: { ...page.deck, slides: page.deck.slides.filter((slide) => !slide.hidden) } };
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="Shiplapse">',
    `<title>${escapeHtml(page.deck.title)}</title><style>${style}</style></head><body>`,
    `<div id="show"></div>${storyHtml(page.deck)}`,
    `<script type="application/json" id="shiplapse-deck">${embeddedJson(shown)}</script>`,
    `<script>${script}</script></body></html>\n`,
  ].join('\n');
}

/** JSON that cannot end its script element, nor a line where no line may end. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const storyStyle = `#story{max-width:46rem;margin:0 auto;padding:3rem 1.5rem 6rem;font-size:1.125rem;line-height:1.55}
#story h1,#story h2{font-family:var(--font-serif),Georgia,serif;font-weight:500;line-height:1.2}
#story h1{font-size:2.5rem}#story h2{font-size:1.6rem;margin-top:3.5rem}
#story .measure,#story .foot{color:var(--ink-muted);font-size:.9rem}
#story table{border-collapse:collapse;width:100%;font-size:.95rem;margin:1rem 0}
#story th,#story td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line)}
#story section{break-inside:avoid}`;
