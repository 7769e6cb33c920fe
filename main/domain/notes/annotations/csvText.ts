/** A row of a CSV file with the line it begins on, counted from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

const formula = /^'*[=+\-@\t\r\0]/;

/** RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe, which `parseCsv` takes off again. */
export function printCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(printCell).join(',')}\r\n`).join('');
}

function printCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows by comma, semicolon or tab, whichever the first line has most of. A quote that never ends takes in the rest. */
export function parseCsv(text: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let cell = '';
  let line = 1;
  let isQuoted = false;
  const endCell = (): void => {
    row.cells.push(withoutApostrophe(cell));
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = { line: line + 1, cells: [] };
  };
  for (let i = 0; i < source.length; i += 1) {
    const sign = source.charAt(i);
    if (isQuoted && sign === '"' && source.charAt(i + 1) === '"') {
      cell += '"';
      i += 1;
    } else if (sign === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (isQuoted) cell += sign;
    else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else if (sign !== '\r' || source.charAt(i + 1) !== '\n') cell += sign;
    if (sign === '\n') line += 1;
  }
  if (cell !== '' || row.cells.length > 0) endRow();
  return rows;
}

function separatorOf(source: string): string {
  const bare = source.slice(0, 10_000).replace(/"[^"]*"/g, '');
  const first = bare.slice(0, bare.search(/\r?\n|$/));
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
