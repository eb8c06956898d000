// Values made once and kept while there is room: the least recently used go first.

export interface BoundedCache<Value> {
  /** The value of a key, made when it is not there; two who ask at once wait for the same. What fails is not kept. */
  get(key: string, make: () => Promise<Value>): Promise<Value>;
  clear(): void;
}

/** `sizeOf` in the unit of `mostSize`. A value that is larger than everything is kept until the next one comes. */
export function boundedCache<Value>(mostSize: number, sizeOf: (value: Value) => number): BoundedCache<Value> {
  const kept = new Map<string, { value: Promise<Value>; size: number }>();
  let keptSize = 0;
  const makeRoom = (current: string): void => {
    for (const [key, { size }] of kept) {
      if (keptSize <= mostSize) return;
      if (key === current || size === 0) continue;
      kept.delete(key);
      keptSize -= size;
    }
  };
  return {
    get: async (key, make) => {
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return await known.value;
      }
      const entry = { value: make(), size: 0 };
      kept.set(key, entry);
      try {
        const value = await entry.value;
        if (kept.get(key) !== entry) return value;
        entry.size = sizeOf(value);
        keptSize += entry.size;
        makeRoom(key);
        return value;
      } catch (error) {
        if (kept.get(key) === entry) kept.delete(key);
        throw error;
      }
    },
    clear: () => {
      kept.clear();
      keptSize = 0;
    },
  };
}
