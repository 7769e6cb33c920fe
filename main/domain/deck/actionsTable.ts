import type { Slide, Table } from './deck';

/** The actions of a slide as rows; without a column for people where the slide names nobody. */
export function actionsTable({ actions }: Pick<Slide, 'actions'>): Table {
  if (actions.every(({ owner }) => owner === '')) {
    return { columns: ['Action', 'Until'], rows: actions.map(({ text, due }) => [text, due]) };
  }
  return { columns: ['Action', 'Who', 'Until'], rows: actions.map(({ text, owner, due }) => [text, owner, due]) };
}
