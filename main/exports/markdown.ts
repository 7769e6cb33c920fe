import type { BigNumber, Deck, Slide } from '../domain/deck/deck';
import { measureLine } from '../domain/deck/measureLine';
import { date } from '../domain/deck/wording';

/** The story of a deck to read: headings, numbers and notes in plain Markdown. Highlights are numbered, lowlights follow. */
export function deckMarkdown(deck: Deck): string {
  const shown = deck.slides.filter((slide) => !slide.hidden);
  const milestones = shown.filter((slide) => slide.kind === 'milestone');
  const sections = shown.filter((slide) => slide.kind !== 'title').map((slide) => section(slide, deck, milestones));
  const title = shown.find((slide) => slide.kind === 'title');
  const [first] = shown;
  const foot = first ? [first.footer.source, first.footer.coverage].filter((part) => part !== '').join(' · ') : '';
  return [
    `# ${escape(deck.title)}`,
    title
      ? [title.measure, ...title.body]
          .filter((line) => line !== '')
          .map(escape)
          .join('\n\n')
      : '',
    first?.footer.illustrative ? '> **Illustrative data**: invented, to show what a retro looks like.' : '',
    ...sections,
    '---',
    `${escape(foot)}${first?.footer.illustrative ? ' · illustrative data' : ''}`,
    '',
  ]
    .filter((part, i, all) => part !== '' || i === all.length - 1)
    .join('\n\n');
}

function section(slide: Slide, deck: Deck, milestones: Slide[]): string {
  const number = milestones.indexOf(slide) + 1;
  const measure = measureLine(slide, deck.zone);
  const mark = slide.kind === 'lowlight' ? '▼ ' : number > 0 ? `${String(number)}. ` : '';
  const parts = [
    `## ${mark}${escape(slide.headline)}`,
    measure === '' ? '' : `*${escape(measure)}*`,
    ...slide.body.map(escape),
    slide.milestone?.gained ? `**Gained:** ${escape(slide.milestone.gained)}` : '',
    slide.milestone?.cost ? `**Cost:** ${escape(slide.milestone.cost)}` : '',
    numbers(slide),
    slide.table ? table(slide.table.columns, slide.table.rows) : '',
    slide.map
      ? slide.map.stills.map((still) => `- ${date(still.at, deck.zone)}: ${escape(still.caption)}`).join('\n')
      : '',
    slide.actions
      .map(
        (action) =>
          `- [ ] ${escape([action.text, action.owner, action.due].filter((part) => part !== '').join(' – '))}`,
      )
      .join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function numbers(slide: Slide): string {
  if (slide.numbers.length === 0) return '';
  const rows = slide.numbers.map((one) => [one.label, one.before ?? '–', one.after, effectWords(one), one.detail]);
  const columns = slide.kind === 'target' ? ['', 'Now', 'Wanted', '', ''] : ['', 'Before', 'After', 'Effect', ''];
  return table(columns, rows);
}

/** An unclear change is said to be one wherever its number stands. */
export function effectWords(one: BigNumber): string {
  if (one.effect === null) return one.verdict ?? '–';
  return one.verdict === 'not clear' ? `${one.effect} (not clear)` : one.effect;
}

function table(columns: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((one) => escape(one).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `| ${columns.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** People's words are text: nothing in them becomes markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_<>[\]#]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
