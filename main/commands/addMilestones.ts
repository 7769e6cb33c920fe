import { editRetro } from '../engine/editing';
import type { Engine } from '../engine/engine';
import { freshMilestones } from '../engine/readMilestones';
import { readText } from './readText';

/** Adds the milestones of a file (see `freshMilestones`). Gives a sentence for each one that was left out. */
export async function addMilestones(engine: Engine, name: string, file: string): Promise<string[]> {
  const { milestones, environments } = await engine.retro(name);
  const { fresh, problems } = freshMilestones(await readText(file), { milestones, zone: environments.zone }, file);
  for (const milestone of fresh) await editRetro(engine.store, name, { type: 'addMilestone', milestone });
  return problems.map((one) => `${file}: ${one}.`);
}
