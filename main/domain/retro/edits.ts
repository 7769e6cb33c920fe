import type { Passage } from '../film/plot';
import { drawConfidence } from './confidence';
import { applyNotesEdit, type NotesEdit } from '../notes/notesEdit';
import type { EnvironmentMap } from './environmentMap';
import type { Action, Milestone } from './milestone';
import type { Retro, SlideEdit } from './retro';

/** One change a person makes to a retro. Every one has an inverse, so everything can be undone. */
export type RetroEdit =
  | { type: 'rename'; title: string }
  | { type: 'addMilestone'; milestone: Milestone }
  | { type: 'changeMilestone'; id: string; change: Partial<Omit<Milestone, 'id'>> }
  | { type: 'removeMilestone'; id: string }
  | { type: 'setEnvironments'; environments: EnvironmentMap }
  | { type: 'addAction'; action: Action }
  | { type: 'changeAction'; id: string; change: Partial<Omit<Action, 'id'>> }
  | { type: 'removeAction'; id: string }
  /** One stroke of somebody's line: by week, null where it takes one away. */
  | { type: 'drawConfidence'; author: string; weeks: Record<string, number | null> }
  /** `edit: null` puts the slide back as drafted. */
  | { type: 'editSlide'; id: string; edit: SlideEdit | null }
  /** Which stretches the film goes through slower or faster: all of them, in their order. */
  | { type: 'setPassages'; passages: Passage[] }
  | NotesEdit;

/** What the undo menu says: "Undo add milestone". */
export function editLabel(edit: RetroEdit): string {
  switch (edit.type) {
    case 'rename':
      return 'rename';
    case 'addMilestone':
      if (!edit.milestone.detected) return 'add milestone';
      return edit.milestone.status === 'dismissed' ? 'dismiss suggestion' : 'keep suggestion';
    case 'changeMilestone':
      return edit.change.at === undefined ? 'edit milestone' : 'move milestone';
    case 'removeMilestone':
      return 'remove milestone';
    case 'setEnvironments':
      return 'change environments';
    case 'addAction':
      return 'add action';
    case 'changeAction':
      if (edit.change.status === undefined) return 'edit action';
      return edit.change.status === 'done' ? 'mark action done' : 'open action again';
    case 'removeAction':
      return 'remove action';
    case 'drawConfidence':
      return 'draw confidence';
    case 'editSlide':
      return edit.edit?.days && Object.keys(edit.edit).length === 1 ? 'compare two days on a slide' : 'edit slide';
    case 'setPassages':
      return 'change the film’s pace';
    case 'changeNotes':
      return { merge: 'take in notes', choose: 'choose between two edits' }[edit.what];
  }
}

/**
 * The retro after an edit, and the edit that takes it back. An edit of something that is no longer there changes
 * nothing and gives null.
 */
export function applyEdit(retro: Retro, edit: RetroEdit): { retro: Retro; inverse: RetroEdit } | null {
  switch (edit.type) {
    case 'rename':
      return { retro: { ...retro, title: edit.title }, inverse: { type: 'rename', title: retro.title } };
    case 'setEnvironments':
      return {
        retro: { ...retro, environments: edit.environments },
        inverse: { type: 'setEnvironments', environments: retro.environments },
      };
    case 'addMilestone': {
      if (retro.milestones.some((milestone) => milestone.id === edit.milestone.id)) return null;
      const milestones = byTime([...retro.milestones, edit.milestone]);
      return { retro: { ...retro, milestones }, inverse: { type: 'removeMilestone', id: edit.milestone.id } };
    }
    case 'changeMilestone': {
      const before = retro.milestones.find((milestone) => milestone.id === edit.id);
      if (!before) return null;
      const milestones = retro.milestones.map((one) => (one.id === edit.id ? { ...one, ...edit.change } : one));
      const inverse = { type: 'changeMilestone', id: edit.id, change: sameFields(before, edit.change) } as const;
      return { retro: { ...retro, milestones: byTime(milestones) }, inverse };
    }
    case 'removeMilestone': {
      const milestone = retro.milestones.find((one) => one.id === edit.id);
      if (!milestone) return null;
      const milestones = retro.milestones.filter((one) => one.id !== edit.id);
      return { retro: { ...retro, milestones }, inverse: { type: 'addMilestone', milestone } };
    }
    case 'addAction': {
      if (retro.actions.some((action) => action.id === edit.action.id)) return null;
      const actions = byId([...retro.actions, plain(edit.action)]);
      return { retro: { ...retro, actions }, inverse: { type: 'removeAction', id: edit.action.id } };
    }
    case 'changeAction': {
      const before = retro.actions.find((action) => action.id === edit.id);
      if (!before) return null;
      const actions = retro.actions.map((one) => (one.id === edit.id ? plain({ ...one, ...edit.change }) : one));
      const told: Action = { status: 'open', metric: null, ...before };
      const inverse = { type: 'changeAction', id: edit.id, change: sameFields(told, edit.change) } as const;
      return { retro: { ...retro, actions }, inverse };
    }
    case 'removeAction': {
      const action = retro.actions.find((one) => one.id === edit.id);
      if (!action) return null;
      const actions = retro.actions.filter((one) => one.id !== edit.id);
      return { retro: { ...retro, actions }, inverse: { type: 'addAction', action } };
    }
    case 'drawConfidence': {
      const { author } = edit;
      const { lines: confidence, before: weeks } = drawConfidence(retro.confidence, author, edit.weeks);
      return { retro: { ...retro, confidence }, inverse: { type: 'drawConfidence', author, weeks } };
    }
    case 'editSlide': {
      const { [edit.id]: before, ...rest } = retro.slides;
      const slides = edit.edit === null ? rest : { ...rest, [edit.id]: edit.edit };
      return { retro: { ...retro, slides }, inverse: { type: 'editSlide', id: edit.id, edit: before ?? null } };
    }
    case 'setPassages':
      return {
        retro: { ...retro, passages: edit.passages },
        inverse: { type: 'setPassages', passages: retro.passages ?? [] },
      };
    case 'changeNotes':
      return applyNotesEdit(retro, edit);
  }
}

/** Milestones and actions have one order, whatever way they came in: undo then gives back the very same retro. */
function byTime(milestones: Milestone[]): Milestone[] {
  return milestones.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** An action that is open, or measured by nothing, has one form: without a field that says so. */
function plain({ status, metric, ...action }: Action): Action {
  return { ...action, ...(status === 'done' && { status }), ...(metric && { metric }) };
}

function byId(actions: Action[]): Action[] {
  return actions.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function sameFields<T extends object>(before: T, change: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof T]])) as Partial<T>;
}
