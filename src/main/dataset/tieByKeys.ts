// Union-find: entries that share a key, or are tied by others that do, are one group.

/** For each entry the index of the first one of its group. */
export function tieByKeys(keysOf: readonly (readonly string[])[]): number[] {
  const parent = keysOf.map((_, at) => at);
  const firstWith = new Map<string, number>();
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  for (const [at, keys] of keysOf.entries()) {
    for (const key of keys) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, at);
      else parent[Math.max(rootOf(first), rootOf(at))] = Math.min(rootOf(first), rootOf(at));
    }
  }
  return keysOf.map((_, at) => rootOf(at));
}
