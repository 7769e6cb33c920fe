import fc from 'fast-check';
import { applyEdit, type RetroEdit } from '../../retro/edits';
import type { Action, Milestone } from '../../retro/milestone';
import type { Retro } from '../../retro/retro';
import type { NotesDocument, NoteWrite } from '../noteWrite';
import { chooseAlternative, keepNotes, mergeIntoRetro, notesOf, retroWithNotes, withRecordedEdit } from '../retroNotes';
import { conflicts } from '../shownNotes';

/** One thing somebody does. Numbers choose among what there is; texts are made unique by the step. */
export type Step =
  | { do: 'add'; who: number }
  | { do: 'change'; who: number; which: number; field: 'title' | 'text' | 'gained' | 'tags' | 'status' }
  | { do: 'move'; who: number; which: number; at: number }
  | { do: 'remove'; who: number; which: number }
  | { do: 'addAction'; who: number }
  | { do: 'changeAction'; who: number; which: number }
  | { do: 'removeAction'; who: number; which: number }
  | { do: 'draw'; who: number; as: number; weeks: Record<string, number | null> }
  | { do: 'slide'; who: number; which: number; revert: boolean }
  | { do: 'choose'; who: number; which: number }
  | { do: 'receive'; who: number; from: number }
  | { do: 'forgetToRecord'; who: number; which: number };

export const people = 3;
const who = fc.integer({ min: 0, max: people - 1 });
const which = fc.nat({ max: 5 });
/** A stroke over some weeks; null takes a week away. */
const stroke = fc.dictionary(
  fc.constantFrom('2024-W01', '2024-W02', '2024-W03'),
  fc.option(fc.integer({ min: 0, max: 100 })),
  { minKeys: 1, noNullPrototype: true },
);
const field = fc.constantFrom('title' as const, 'text' as const, 'gained' as const, 'tags' as const, 'status' as const);

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), who }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('change' as const), who, which, field }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), who, which, at: fc.nat({ max: 1e12 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), who, which }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('addAction' as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('changeAction' as const), who, which }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('removeAction' as const), who, which }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('draw' as const), who, as: who, weeks: stroke }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('slide' as const), who, which, revert: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('choose' as const), who, which }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), who, from: who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forgetToRecord' as const), who, which }) },
  ),
  { maxLength: 40 },
);

export interface Team {
  /** The retro of each person, on three machines. */
  retros: Retro[];
  /** Every write anybody ever made, by id. */
  made: Map<string, NoteWrite>;
  /** Ids each person had on the machine at some time, or that were replaced by what they had. */
  seen: Set<string>[];
}

export function startTeam(): Team {
  const seen = Array.from({ length: people }, () => new Set<string>());
  const first = keepNotes(startRetro(), notesOf(startRetro()));
  return { retros: Array.from({ length: people }, () => first), made: new Map(), seen };
}

/** What everybody copied before they parted. */
export function startRetro(): Retro {
  return {
    name: 'pasty',
    title: 'Pasty',
    createdAt: 1_700_000_000_000,
    environments: { zone: 'UTC', environments: [], tracks: [], targets: [] },
    milestones: [milestone('m-first', 'first', 'unknown')],
    actions: [],
    illustrative: false,
    confidence: [],
    slides: {},
  };
}

export function milestone(id: string, title: string, author: string): Milestone {
  const texts = { title, text: '', gained: '', cost: '', author };
  return { id, at: 1_600_000_000_000, until: null, kind: 'note', ...texts, tags: [], anchors: [], status: 'accepted' };
}

/** Plays the steps; `check` hears of each write, with what its author had seen before. */
export function play(
  all: readonly Step[],
  check: (write: NoteWrite, seen: ReadonlySet<string>) => void = () => undefined,
): Team {
  const team = startTeam();
  team.retros.forEach((retro, i) => notice(team, i, notesOf(retro), () => undefined));
  all.forEach((step, n) => {
    const before = team.retros[step.who];
    if (!before) return;
    const after = stepped(team, before, step, n);
    if (after === before) return;
    team.retros[step.who] = after;
    // What came from somebody else is seen before anything is written on top of it.
    const received = step.do === 'receive' ? team.retros[step.from] : undefined;
    if (received) notice(team, step.who, notesOf(received), () => undefined);
    // What was not recorded counts once somebody else has it; until then its author may still write over it.
    if (step.do !== 'forgetToRecord') notice(team, step.who, notesOf(after), check);
    for (const { id } of notesOf(after).writes) team.seen[step.who]?.add(id);
  });
  return team;
}

function notice(
  team: Team,
  person: number,
  notes: NotesDocument,
  check: (write: NoteWrite, seen: ReadonlySet<string>) => void,
): void {
  const seen = team.seen[person] ?? new Set();
  const news = notes.writes.filter(({ id }) => !team.made.has(id));
  for (const write of news) {
    check(write, seen);
    team.made.set(write.id, write);
  }
  for (const { id, replaces } of notes.writes) for (const one of [id, ...replaces]) seen.add(one);
}

function stepped(team: Team, before: Retro, step: Step, n: number): Retro {
  const by = { author: `person ${String(step.who)}`, at: 1_700_000_000_000 + ((n * 7919) % 13) * 1000 };
  if (step.do === 'receive') {
    const from = team.retros[step.from];
    return from ? mergeIntoRetro(before, notesOf(from)) : before;
  }
  if (step.do === 'choose') {
    const open = conflicts(notesOf(before)).flatMap(({ alternatives }) => alternatives);
    const alternative = pick(open, step.which);
    const chosen = alternative && chooseAlternative(notesOf(before), alternative.write, by);
    return chosen ? retroWithNotes(before, chosen) : before;
  }
  const edit = editOf(before, step, n);
  const after = edit && applyEdit(before, edit)?.retro;
  if (!after) return before;
  return step.do === 'forgetToRecord' ? after : withRecordedEdit(before, after, by);
}

function editOf(retro: Retro, step: Step, n: number): RetroEdit | null {
  const own = `${String(n)} by ${String(step.who)}`;
  const chosen = 'which' in step ? pick(retro.milestones, step.which) : undefined;
  const action = 'which' in step ? pick(retro.actions, step.which) : undefined;
  switch (step.do) {
    case 'add':
      return {
        type: 'addMilestone',
        milestone: milestone(`m${String(n)}`, `title ${own}`, `person ${String(step.who)}`),
      };
    case 'change':
      return chosen ? { type: 'changeMilestone', id: chosen.id, change: changeOf(step.field, own) } : null;
    case 'forgetToRecord':
      return chosen ? { type: 'changeMilestone', id: chosen.id, change: { cost: `cost ${own}` } } : null;
    case 'move':
      return chosen ? { type: 'changeMilestone', id: chosen.id, change: { at: step.at } } : null;
    case 'remove':
      return chosen ? { type: 'removeMilestone', id: chosen.id } : null;
    case 'addAction':
      return { type: 'addAction', action: actionOf(`a${String(n)}`, own) };
    case 'changeAction':
      return action ? { type: 'changeAction', id: action.id, change: actionChange(step.which, own, action) } : null;
    case 'removeAction':
      return action ? { type: 'removeAction', id: action.id } : null;
    case 'draw':
      // Also one person on two machines: `as` need not be who sits there.
      return { type: 'drawConfidence', author: `person ${String(step.as)}`, weeks: step.weeks };
    case 'slide':
      return { type: 'editSlide', id: `slide-${String(step.which)}`, edit: step.revert ? null : { headline: own } };
    default:
      return null;
  }
}

function changeOf(field: 'title' | 'text' | 'gained' | 'tags' | 'status', own: string): Partial<Milestone> {
  if (field === 'tags') return { tags: [own] };
  if (field === 'status') return { status: own.length % 2 === 0 ? 'dismissed' : 'accepted' };
  return { [field]: `${field} ${own}` };
}

function actionOf(id: string, text: string): Action {
  return { id, text, owner: '', due: null };
}

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)];
}

function actionChange(which: number, own: string, { status }: Action): Partial<Action> {
  if (which % 3 === 0) return { status: status === 'done' ? 'open' : 'done' };
  if (which % 3 === 1) return { text: `text ${own}` };
  const metric = { measure: 'flaky', environment: null, pipeline: own, value: 0.5, n: which, from: 0, to: 7 } as const;
  return { metric: which === 5 ? null : { ...metric, knownTo: 8, target: null } };
}
