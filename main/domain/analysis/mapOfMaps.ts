/** The map kept under a key, made when it is first asked for: counting by several keys without putting texts together. */
export function innerMap<Outer, Inner, Value>(maps: Map<Outer, Map<Inner, Value>>, key: Outer): Map<Inner, Value> {
  let inner = maps.get(key);
  if (!inner) {
    inner = new Map<Inner, Value>();
    maps.set(key, inner);
  }
  return inner;
}
