import { isObject, textOf } from './replies';

/** Lists of items in a reply, by what the items are. A bare array and a single item are lists too. */
export type ReplyPart =
  | { kind: 'pipelines' | 'stages' | 'jobs' | 'modifications'; items: unknown[] }
  | { kind: 'map'; map: Record<string, unknown> }
  | { kind: 'unusable'; what: string };

/** What a JSON reply of GoCD holds. What says nothing of runs is named, so that people know what they saved. */
export function replyParts(json: unknown): ReplyPart[] {
  if (Array.isArray(json)) return arrayParts(json as unknown[]);
  if (!isObject(json)) return [unusable('no reply of GoCD')];
  if (Array.isArray(json.levels)) return [{ kind: 'map', map: json }];
  const single = itemKind(json);
  if (single) return [{ kind: single, items: [json] }];
  return envelopeParts(json);
}

function envelopeParts(json: Record<string, unknown>): ReplyPart[] {
  const parts: ReplyPart[] = [];
  for (const kind of ['pipelines', 'stages', 'jobs', 'modifications'] as const) {
    const items: unknown = json[kind];
    if (Array.isArray(items) && !isConfigListing(items as unknown[])) parts.push({ kind, items: items as unknown[] });
  }
  return parts.length > 0 ? parts : [unusable(unusableWhat(json))];
}

/** Items of one list each; pages put together in one file are taken apart again. */
function arrayParts(items: unknown[]): ReplyPart[] {
  if (items.length === 0) return [{ kind: 'pipelines', items: [] }];
  const parts = new Map<string, Extract<ReplyPart, { items: unknown[] }>>();
  const others: ReplyPart[] = [];
  for (const item of items) {
    const kind = isObject(item) ? itemKind(item) : null;
    if (!kind) others.push(...(isObject(item) ? envelopeOrMap(item) : [unusable('no reply of GoCD')]));
    else if (parts.has(kind)) parts.get(kind)?.items.push(item);
    else parts.set(kind, { kind, items: [item] });
  }
  if (parts.size === 0 && others.every((part) => part.kind === 'unusable')) return others.slice(0, 1);
  return [...parts.values(), ...others];
}

function envelopeOrMap(item: Record<string, unknown>): ReplyPart[] {
  return Array.isArray(item.levels) ? [{ kind: 'map', map: item }] : envelopeParts(item);
}

function itemKind(item: Record<string, unknown>): 'pipelines' | 'stages' | 'jobs' | 'modifications' | null {
  if ('counter' in item && Array.isArray(item.stages)) return 'pipelines';
  if ('build_cause' in item) return 'pipelines';
  if ('pipeline_name' in item && Array.isArray(item.jobs)) return 'stages';
  if ('pipeline_name' in item && 'stage_name' in item) return 'jobs';
  if ('revision' in item && 'modified_time' in item) return 'modifications';
  return null;
}

function isConfigListing(items: unknown[]): boolean {
  return (
    items.length > 0 &&
    items.every((item) => isObject(item) && !('counter' in item) && !('result' in item) && !('revision' in item))
  );
}

function unusableWhat(json: Record<string, unknown>): string {
  if ('schedulable' in json || 'pausedCause' in json) return 'the status of a pipeline';
  if (isObject(json._embedded) && 'environments' in json._embedded) return 'the list of environments';
  if (isObject(json._embedded)) return 'a dashboard or configuration listing';
  if ('label_template' in json || 'materials' in json) return 'the configuration of a pipeline';
  if (Array.isArray(json.pipelines)) return 'the list of pipelines of the configuration';
  if ('fingerprint' in json) return 'the list of materials';
  if (typeof json.message === 'string' && Object.keys(json).length <= 2) return 'an error message of the server';
  return textOf(json.name) === null ? 'no reply of GoCD that speaks of runs' : 'a reply that does not speak of runs';
}

/** What an XML or HTML file is, if it is not the configuration. */
export function markupWhat(text: string): string {
  if (/^\s*(<!doctype html|<html)/i.test(text)) return 'a web page, perhaps a sign-in page';
  if (/<feed[\s>]/.test(text)) return 'the feed of stages';
  if (/<pipelines[\s>]/.test(text)) return 'the feed of pipelines';
  if (/<(stage|job|pipeline)[\s>]/.test(text)) return 'one entry of a feed';
  return 'XML that is no configuration';
}

function unusable(what: string): ReplyPart {
  return { kind: 'unusable', what };
}
