import { actionsTable } from '../../domain/deck/actionsTable';
import type { Deck, Slide } from '../../domain/deck/deck';
import { effectWords } from '../markdown';
import { measureLine } from '../../domain/deck/measureLine';
import { date } from '../../domain/deck/wording';

/** The same story as plain, semantic HTML: what is read where scripts are off, by screen readers, and in print. */
export function storyHtml(deck: Deck): string {
  const shown = deck.slides.filter((slide) => !slide.hidden);
  return `<main id="story" lang="en"><h1>${escapeHtml(deck.title)}</h1>${shown.map((slide) => section(slide, deck)).join('')}</main>`;
}

function section(slide: Slide, deck: Deck): string {
  const { footer } = slide;
  const measure = measureLine(slide, deck.zone);
  return [
    `<section aria-label="${escapeHtml(slide.headline)}">`,
    slide.kind === 'title' ? '' : `<h2>${mark(slide)}${escapeHtml(slide.headline)}</h2>`,
    measure === '' ? '' : `<p class="measure">${escapeHtml(measure)}</p>`,
    ...slide.body.map((text) => `<p>${escapeHtml(text)}</p>`),
    slide.milestone?.gained ? `<p><b>Gained</b> ${escapeHtml(slide.milestone.gained)}</p>` : '',
    slide.milestone?.cost ? `<p><b>Cost</b> ${escapeHtml(slide.milestone.cost)}</p>` : '',
    numbers(slide),
    slide.table ? table(slide.table.columns, slide.table.rows) : '',
    slide.map
      ? `<ol>${slide.map.stills.map((still) => `<li>${escapeHtml(date(still.at, deck.zone))}: ${escapeHtml(still.caption)}</li>`).join('')}</ol>`
      : '',
    slide.actions.length > 0 ? actionsHtml(slide) : '',
    slide.chart ? chart(slide) : '',
    `<p class="foot">${escapeHtml([footer.source, footer.coverage].filter((part) => part !== '').join(' · '))}${footer.illustrative ? ' · <b>Illustrative data</b>' : ''}</p>`,
    '</section>',
  ].join('');
}

function actionsHtml(slide: Slide): string {
  const { columns, rows } = actionsTable(slide);
  return table(columns, rows);
}

function mark(slide: Slide): string {
  if (!slide.milestone || slide.milestone.kind === 'note') return '';
  return slide.milestone.kind === 'highlight' ? '▲ ' : '▼ ';
}

function numbers(slide: Slide): string {
  if (slide.numbers.length === 0) return '';
  const columns = slide.kind === 'target' ? ['', 'Now', 'Wanted', '', ''] : ['', 'Before', 'After', 'Effect', ''];
  return table(
    columns,
    slide.numbers.map((one) => [one.label, one.before ?? '–', one.after, effectWords(one), one.detail]),
  );
}

/** A chart's picture in words, and its numbers behind a disclosure. */
function chart(slide: Slide): string {
  if (!slide.chart) return '';
  const { categories, series, unit, title } = slide.chart;
  const rows = categories.map((id, i) => [id, ...series.map((one) => (one.values[i] ?? '–').toString())]);
  const columns = ['', ...series.map((one) => `${one.name} (${unit})`)];
  return `<p>${escapeHtml(slide.alt)}</p><details><summary>${escapeHtml(title)} in numbers</summary>${table(columns, rows)}</details>`;
}

function table(columns: string[], rows: string[][]): string {
  const head = columns.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${row.map((text, i) => (i === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`)).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
