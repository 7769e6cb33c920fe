import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError } from '../definitions/pipelineShape';

type Nested = Map<string, Nested | string>;

const section = /^\[{1,2}\s*([^\]]+?)\s*\]{1,2}$/;
const setting = /^("[^"]*"|'[^']*'|[^\s=:]+)\s*[=:]\s*(.*)$/;

/**
 * Settings one a line, as in `.properties`, `.ini` and simple `.toml` files: `[section]`, `name = value`, `name: value`,
 * comments after `#`, `;` or `!`, inline tables. Dots nest. Throws `ShapeError` where not one line is a setting.
 */
export function settingLines(text: string): Fields {
  const root: Nested = new Map();
  let prefix: string[] = [];
  let found = 0;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || /^[#;!]/.test(line)) continue;
    const head = section.exec(line);
    if (head) prefix = partsOf(head[1] ?? '');
    const match = head ? null : setting.exec(line);
    if (!match) continue;
    found += 1;
    const path = [...prefix, ...partsOf(match[1] ?? '')];
    const value = (match[2] ?? '').trim();
    const table = /^\{(.*)\}/.exec(value);
    if (!table) put(root, path, plainValue(value));
    for (const entry of table?.[1]?.split(',') ?? []) {
      const inner = setting.exec(entry.trim());
      if (inner) put(root, [...path, ...partsOf(inner[1] ?? '')], plainValue(inner[2] ?? ''));
    }
  }
  if (found === 0 && text.trim() !== '') throw new ShapeError('no line of the file is a setting such as name = true');
  return fieldsOf(root);
}

function partsOf(name: string): string[] {
  const quoted = /^(["'])(.*)\1$/.exec(name);
  return quoted ? [quoted[2] ?? ''] : name.split('.').filter((part) => part !== '');
}

/** Without quotes, or without a comment behind it. */
function plainValue(text: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(text.trim());
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+[#;].*$/, '').trim();
}

function put(root: Nested, path: readonly string[], value: string): void {
  let at = root;
  path.forEach((part, depth) => {
    if (depth === path.length - 1) {
      if (!(at.get(part) instanceof Map)) at.set(part, value);
      return;
    }
    const known = at.get(part);
    const next: Nested = typeof known === 'object' ? known : new Map<string, Nested | string>();
    // A name that is a setting and a group (`a = true`, `a.b = 1`) keeps its own value under the group.
    if (typeof known === 'string') next.set('enabled', known);
    at.set(part, next);
    at = next;
  });
}

function fieldsOf(nested: Nested): Fields {
  const entries = [...nested].map(([name, value]) => [name, value instanceof Map ? fieldsOf(value) : value] as const);
  return Object.fromEntries(entries);
}
