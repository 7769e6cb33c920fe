import { isFields } from '../../../domain/history/parseFields';
import type { Fields } from '../../../domain/history/parseFields';
import { ShapeError } from '../definitions/pipelineShape';
import { yamlValue } from '../definitions/yamlFields';
import { settingLines } from './settingLines';

/** One toggle in one version of a file. */
export interface ToggleState {
  /** Null where the file lists it without saying. */
  on: boolean | null;
  owner: string | null;
}

export interface ToggleList {
  states: Map<string, ToggleState>;
  /** How many settings of the file are no toggles. */
  others: number;
}

const deepest = 6;
const wrappers = new Set(['toggle', 'toggles', 'feature', 'features', 'flag', 'flags', 'switches']);
for (const word of ['toggles', 'flags']) {
  const names = [`feature-${word}`, `feature_${word}`, `feature${word}`];
  for (const name of names) wrappers.add(name);
}
const stateNames = ['enabled', 'on', 'active', 'isenabled', 'isactive', 'state', 'status', 'value', 'default'];
const shareNames = ['rollout', 'percentage', 'percent'];
const describing = ['owner', 'team', 'maintainer', 'description', 'created', 'expires', 'ticket', 'type'];

/**
 * The toggles one version of a file lists: names with true or false (on, off, enabled …), or with an object that says so
 * (`enabled`, `on`, `active` …, a `rollout` above 0), nested groups joined by dots, or a list of objects with a `name`.
 * Throws `ShapeError` where the text cannot be read.
 */
export function toggleStates(text: string, path: string): ToggleList {
  const list: ToggleList = { states: new Map(), others: 0 };
  if (text.trim() !== '') walk(valueOf(text, path), [], list);
  return list;
}

/** Whether a file that is only known by its name does list toggles: at least one state, and little else. */
export function isToggleList({ states, others }: ToggleList): boolean {
  return [...states.values()].some(({ on }) => on !== null) && others <= states.size;
}

function valueOf(text: string, path: string): unknown {
  if (/\.ya?ml$/i.test(path)) return yamlValue(text);
  if (!/\.json$/i.test(path) && !/^\s*\{\s*["}]/.test(text)) return settingLines(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ShapeError('not JSON');
  }
}

function walk(value: unknown, path: readonly string[], list: ToggleList): void {
  if (path.length > deepest) return;
  if (Array.isArray(value)) walkList(value, path, list);
  else if (isFields(value)) for (const [name, entry] of Object.entries(value)) walkEntry(entry, [...path, name], list);
}

function walkEntry(entry: unknown, path: readonly string[], list: ToggleList): void {
  const on = booleanOf(entry);
  if (on !== null) take(list, path, { on, owner: null });
  else if (isFields(entry) && isToggle(entry)) take(list, path, stateOf(entry));
  else if (isFields(entry)) walk(entry, path, list);
  else if (Array.isArray(entry) && withoutWrappers(path).length === 0) walkList(entry, path, list);
  else list.others += 1;
}

/** Objects that have a name, or names alone. */
function walkList(entries: readonly unknown[], path: readonly string[], list: ToggleList): void {
  for (const entry of entries) {
    const name = isFields(entry) ? textAt(entry, ['name', 'key', 'id', 'flag', 'toggle', 'feature']) : entry;
    if (typeof name !== 'string' || name === '') list.others += 1;
    else take(list, [...path, name], isFields(entry) ? stateOf(entry) : { on: null, owner: null });
  }
}

function take(list: ToggleList, path: readonly string[], state: ToggleState): void {
  const rest = withoutWrappers(path);
  list.states.set((rest.length > 0 ? rest : path.slice(-1)).join('.').slice(0, 500), state);
}

function withoutWrappers(path: readonly string[]): readonly string[] {
  const first = path.findIndex((part) => !wrappers.has(part.toLowerCase()));
  return first < 0 ? [] : path.slice(first);
}

function isToggle(fields: Fields): boolean {
  if (Object.values(fields).some(isFields) && stateOf(fields).on === null) return false;
  return stateOf(fields).on !== null || describing.some((name) => name in fields);
}

function stateOf(fields: Fields): ToggleState {
  const owner = textAt(fields, ['owner', 'team', 'maintainer']);
  const byName = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of stateNames) {
    const on = booleanOf(byName.get(name));
    if (on !== null) return { on, owner };
  }
  const disabled = booleanOf(byName.get('disabled'));
  if (disabled !== null) return { on: !disabled, owner };
  const share = shareNames.map((name) => Number(byName.get(name) ?? Number.NaN)).find(Number.isFinite);
  return { on: share === undefined ? null : share > 0, owner };
}

function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  if (/^(?:true|on|yes|enabled|active)$/i.test(value)) return true;
  return /^(?:false|off|no|disabled|inactive)$/i.test(value) ? false : null;
}

function textAt(fields: Fields, names: readonly string[]): string | null {
  const found = names.map((name) => fields[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : null;
}
