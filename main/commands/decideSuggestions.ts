import type { Milestone } from '../domain/retro/milestone';
import { editRetro } from '../engine/editing';
import type { Engine } from '../engine/engine';
import { FailureError } from '../failure';

/** Accepts or dismisses what the data suggests, by id; also changes the mind about what was decided before. */
export async function decideSuggestions(
  engine: Engine,
  name: string,
  ids: readonly string[],
  status: Extract<Milestone['status'], 'accepted' | 'dismissed'>,
): Promise<void> {
  for (const id of ids) {
    const retro = await engine.retro(name);
    if (retro.milestones.some((one) => one.id === id)) {
      await editRetro(engine.store, name, { type: 'changeMilestone', id, change: { status } });
      continue;
    }
    const suggestion = (await engine.suggestions(name)).find((one) => one.id === id);
    if (!suggestion) {
      const sentence = `There is no suggestion or milestone “${id}”; “shiplapse milestones ${name} --suggest” lists them.`;
      throw new FailureError('not_found', sentence);
    }
    await editRetro(engine.store, name, { type: 'addMilestone', milestone: { ...suggestion, status } });
  }
}
