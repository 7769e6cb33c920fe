/**
 * The generation of each commit: 1 without parents, else one more than its highest parent's, so that a commit is
 * always older than what reaches it. Links that would close a cycle are cut (set to -1 in `parents`).
 */
export function generationNumbers(firstParent: Int32Array, parents: Int32Array): Int32Array {
  const count = firstParent.length - 1;
  const generation = new Int32Array(count);
  const next = firstParent.slice(0, count);
  const onPath = new Uint8Array(count);
  const path: number[] = [];
  for (let start = 0; start < count; start += 1) {
    if (generation[start] !== 0) continue;
    path.push(start);
    onPath[start] = 1;
    while (path.length > 0) {
      const commit = path[path.length - 1] as number;
      const link = next[commit] as number;
      if (link < (firstParent[commit + 1] as number)) {
        next[commit] = link + 1;
        const parent = parents[link] as number;
        if (onPath[parent] === 1) parents[link] = -1;
        else if (generation[parent] === 0) {
          onPath[parent] = 1;
          path.push(parent);
        }
      } else {
        generation[commit] = 1 + highestParent(commit, firstParent, parents, generation);
        onPath[commit] = 0;
        path.pop();
      }
    }
  }
  return generation;
}

function highestParent(commit: number, firstParent: Int32Array, parents: Int32Array, generation: Int32Array): number {
  let highest = 0;
  for (let link = firstParent[commit] as number; link < (firstParent[commit + 1] as number); link += 1) {
    const parent = parents[link] as number;
    if (parent >= 0) highest = Math.max(highest, generation[parent] as number);
  }
  return highest;
}
