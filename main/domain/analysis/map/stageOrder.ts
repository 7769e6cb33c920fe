/**
 * Takes the stages of one more run into the order of all stages ever: a new one goes right after the stage that ran
 * before it. Stages that are known keep their place, so that a cell of the drawing never moves.
 */
export function insertStages(order: string[], stages: readonly { name: string }[]): void {
  let previous = -1;
  for (const { name } of stages) {
    const known = order.indexOf(name);
    if (known < 0) {
      order.splice(previous + 1, 0, name);
      previous += 1;
    } else {
      previous = known;
    }
  }
}
