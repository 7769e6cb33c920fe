import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Commit, Definition } from '../../domain/history/records';
import { FailureError, type Failure } from '../../failure';
import type { Rejection } from '../source';
import type { Assembly } from './assembly';
import { parseCruiseConfig } from './configXml';
import { itemLine } from './itemLine';
import { markupWhat, replyParts, type ReplyPart } from './replyKind';
import {
  parseJobOfRun,
  parseModification,
  parsePipeline,
  parseStageOfRun,
  Unusable,
  type GocdModification,
} from './replies';
import { parseValueStreamMap } from './valueStreamMap';

/** One file with its text. */
export interface SavedReply {
  file: string;
  text: string;
  modifiedAt: number;
}

/** What came out of files beside the runs, which are in the assembly. */
export interface ReadReplies {
  definitions: Definition[];
  /** Modifications of one material a list; the reply does not name the material. */
  modifications: { file: string; list: GocdModification[] }[];
  rejected: Rejection[];
  failures: Failure[];
  /** Files with a reply that this source understands. */
  usable: number;
}

const helps = 'save the reply of /go/api/pipelines/NAME/history (and of its stage instances) instead';

export function noReplies(): ReadReplies {
  return { definitions: [], modifications: [], rejected: [], failures: [], usable: 0 };
}

/** Adds one saved reply to what was read before. Never throws for what the file holds. */
export function readReply(reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  try {
    if (/^\uFEFF?\s*</.test(reply.text.slice(0, 1000))) readMarkup(reply, into);
    else readJson(reply, assembly, into);
    into.usable += 1;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    into.failures.push(error.failure);
  }
}

function readMarkup({ file, text, modifiedAt }: SavedReply, into: ReadReplies): void {
  if (!/<cruise[\s>]/.test(text)) throw wrongKind(file, markupWhat(text));
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  try {
    into.definitions.push(...parseCruiseConfig(text, Math.floor(modifiedAt), `${path.basename(file)}@${digest}`));
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    throw new FailureError('unreadable', `${file} cannot be read as a configuration of GoCD: ${error.message}.`);
  }
}

function readJson(reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  const parts = replyParts(parseJson(reply));
  if (parts.every((part) => part.kind === 'unusable')) throw wrongKind(reply.file, parts[0]?.what ?? 'empty');
  for (const part of parts) readPart(part, reply, assembly, into);
}

function readPart(part: ReplyPart, reply: SavedReply, assembly: Assembly, into: ReadReplies): void {
  const { file } = reply;
  const each = (parse: (item: unknown) => void) => eachItem(part, reply, into, parse);
  switch (part.kind) {
    case 'pipelines':
      return each((item) => assembly.addPipeline(parsePipeline(item), file));
    case 'stages':
      return each((item) => assembly.addStage(parseStageOfRun(item), file));
    case 'jobs':
      return each((item) => assembly.addStage(parseJobOfRun(item), file));
    case 'map':
      return each((item) => {
        for (const run of parseValueStreamMap(item as Record<string, unknown>)) assembly.addMap(run, file);
      });
    case 'modifications': {
      const list: GocdModification[] = [];
      each((item) => list.push(parseModification(item)));
      into.modifications.push({ file, list });
      return;
    }
    case 'unusable':
      into.rejected.push({ where: `${file}:1`, id: null, reason: `this part is ${part.what}` });
  }
}

/** An item that cannot be used is set aside alone. */
function eachItem(
  part: ReplyPart,
  { file, text }: SavedReply,
  into: ReadReplies,
  parse: (item: unknown) => void,
): void {
  const items = 'items' in part ? part.items : 'map' in part ? [part.map] : [];
  items.forEach((item, index) => {
    try {
      parse(item);
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      const line = 'items' in part ? itemLine(text, part.kind, index) : 1;
      into.rejected.push({ where: `${file}:${line}`, id: error.id, reason: error.message });
    }
  });
}

/**
 * Modifications as commits. The reply of a material does not name it, so it is known only by a revision that a run of
 * the same import was made with.
 */
export function transformModifications(read: ReadReplies, materialOf: ReadonlyMap<string, string>): Commit[] {
  return read.modifications.flatMap(({ file, list }) => {
    const material = list.map((each) => materialOf.get(each.revision)).find((name) => name !== undefined);
    if (material === undefined) {
      read.failures.push(
        wrongKind(file, 'a list of modifications of a material that none of the runs was made with').failure,
      );
      read.usable -= 1;
      return [];
    }
    return list.map((each) => transformModification(each, material));
  });
}

function transformModification(modification: GocdModification, material: string): Commit {
  return {
    record: 'commit',
    source: '',
    material,
    revision: modification.revision,
    parents: [],
    committedAt: modification.modifiedAt,
    authoredAt: null,
    author: modification.user,
    message: modification.comment,
    branches: [],
  };
}

function parseJson({ file, text }: SavedReply): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new FailureError(
      'unreadable',
      `${file} is no complete JSON, so nothing was read from it: save the reply again.`,
    );
  }
}

function wrongKind(file: string, what: string): FailureError {
  return new FailureError('wrong_kind', `${file} is ${what}, from which no runs can be read: ${helps}.`);
}
