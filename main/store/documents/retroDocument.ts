import * as v from 'valibot';
import { roles, targetMeasures } from '../../domain/retro/environmentMap';
import { notesEdits } from '../../domain/notes/notesEdit';
import { noteKinds } from '../../domain/notes/noteWrite';
import type { RetroEdit } from '../../domain/retro/edits';
import { milestoneKinds } from '../../domain/retro/milestone';
import type { Retro } from '../../domain/retro/retro';
import type { DocumentKind } from './documentAdapter';
import { DamagedError } from './documentText';
import { parseWith } from './parseWith';

/** One change and the one that takes it back. */
export interface JournalStep {
  edit: RetroEdit;
  inverse: RetroEdit;
}

/** Undo and redo, newest last. */
export interface Journal {
  done: JournalStep[];
  undone: JournalStep[];
}

/** `retro.json`: the user's work and its journal, always saved in one step. */
export interface RetroDocument {
  retro: Retro;
  journal: Journal;
  /** Where teammates' notes are exchanged, a path of this machine; so it is no part of the retro and in no retro file. */
  sharedFolder?: string | undefined;
}

export const emptyJournal: Journal = { done: [], undone: [] };

// Objects are loose: fields of a later version are kept and saved again.
const text = v.string();
const instant = v.number();
const match = v.looseObject({
  source: v.optional(text),
  pipeline: v.optional(text),
  stage: v.optional(text),
  job: v.optional(text),
  environment: v.optional(text),
  branch: v.optional(text),
});

const environments = v.looseObject({
  zone: text,
  environments: v.array(
    v.looseObject({ name: text, label: text, role: v.picklist(roles), group: text, match: v.array(match) }),
  ),
  tracks: v.array(v.looseObject({ name: text, match: v.array(match) })),
  targets: v.array(
    v.looseObject({
      measure: v.picklist(targetMeasures),
      value: v.number(),
      by: v.nullable(instant),
      environment: v.nullable(text),
    }),
  ),
  streams: v.optional(
    v.array(
      v.looseObject({
        name: text,
        of: v.array(v.looseObject({ source: v.optional(text), pipeline: text })),
        dismissed: v.optional(v.boolean()),
      }),
    ),
  ),
});

const anchor = v.variant('to', [
  v.looseObject({ to: v.literal('run'), run: text }),
  v.looseObject({ to: v.literal('stage'), pipeline: text, stage: text }),
  v.looseObject({ to: v.literal('edge'), from: text, into: text }),
  v.looseObject({ to: v.literal('date'), at: instant }),
]);

const milestoneFields = {
  at: instant,
  until: v.nullable(instant),
  kind: v.picklist(milestoneKinds),
  title: text,
  text,
  gained: text,
  cost: text,
  tags: v.array(text),
  author: text,
  anchors: v.array(anchor),
  status: v.picklist(['accepted', 'suggested', 'dismissed']),
};
const milestone = v.looseObject({ id: text, ...milestoneFields });
const metric = v.looseObject({
  measure: v.picklist(targetMeasures),
  environment: v.nullable(text),
  pipeline: v.nullable(text),
  value: v.nullable(v.number()),
  n: v.number(),
  from: v.nullable(instant),
  to: v.nullable(instant),
  knownTo: v.nullable(instant),
  target: v.nullable(v.number()),
});
const actionFields = {
  text,
  owner: text,
  due: v.nullable(instant),
  status: v.optional(v.picklist(['done', 'open'])),
  metric: v.optional(v.nullable(metric)),
};
const action = v.looseObject({ id: text, ...actionFields });

const slideEdit = v.looseObject({
  headline: v.optional(text),
  body: v.optional(text),
  notes: v.optional(text),
  hidden: v.optional(v.boolean()),
  days: v.optional(v.looseObject({ from: instant, to: instant })),
});

const passages = v.array(v.looseObject({ from: instant, to: instant, factor: v.number() }));
const confidence = v.array(v.looseObject({ author: text, weeks: v.record(text, v.number()) }));

const retro = v.looseObject({
  name: text,
  title: text,
  createdAt: instant,
  environments,
  milestones: v.array(milestone),
  actions: v.array(action),
  confidence: v.optional(confidence, []),
  illustrative: v.boolean(),
  slides: v.record(text, slideEdit),
  passages: v.optional(passages),
});

const noteWrite = v.looseObject({
  id: text,
  kind: v.picklist(noteKinds),
  of: text,
  field: text,
  value: v.optional(v.unknown()),
  author: text,
  at: instant,
  replaces: v.array(text),
});

const edit = v.variant('type', [
  v.looseObject({ type: v.literal('rename'), title: text }),
  v.looseObject({ type: v.literal('addMilestone'), milestone }),
  v.looseObject({ type: v.literal('changeMilestone'), id: text, change: v.partial(v.looseObject(milestoneFields)) }),
  v.looseObject({ type: v.literal('removeMilestone'), id: text }),
  v.looseObject({ type: v.literal('setEnvironments'), environments }),
  v.looseObject({ type: v.literal('addAction'), action }),
  v.looseObject({ type: v.literal('changeAction'), id: text, change: v.partial(v.looseObject(actionFields)) }),
  v.looseObject({ type: v.literal('removeAction'), id: text }),
  v.looseObject({
    type: v.literal('drawConfidence'),
    author: text,
    weeks: v.record(text, v.nullable(v.number())),
  }),
  v.looseObject({ type: v.literal('editSlide'), id: text, edit: v.nullable(slideEdit) }),
  v.looseObject({ type: v.literal('setPassages'), passages }),
  v.looseObject({
    type: v.literal('changeNotes'),
    what: v.picklist(notesEdits),
    add: v.array(noteWrite),
    drop: v.array(text),
  }),
]);
const steps = v.array(v.looseObject({ edit, inverse: edit }));

const parse = parseWith(
  v.looseObject({
    retro,
    journal: v.looseObject({ done: steps, undone: steps }),
    sharedFolder: v.optional(text),
  }),
);

/** The document of the retro of that name: another's would show one team's story as another's. */
export function retroDocument(name: string): DocumentKind<RetroDocument> {
  return {
    format: 'retro',
    parse: (data) => {
      const document = parse(data);
      if (document.retro.name !== name) throw new DamagedError(`is that of another retro (${document.retro.name})`);
      return document;
    },
  };
}
