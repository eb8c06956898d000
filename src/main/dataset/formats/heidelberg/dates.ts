// The two ways in which Heidelberg's files write dates.

const unixEpochFiletimeMs = 11_644_473_600_000;
const unixEpochOleDays = 25_569;
const dayMs = 86_400_000;

/** FILETIME, 100 ns since 1601-01-01 UTC → ISO 8601 to the second; null where it is empty or no date of a scan. */
export function filetimeToIso(filetime: bigint): string | null {
  return isoOf(Number(filetime / 10_000n) - unixEpochFiletimeMs);
}

/** OLE automation date, days since 1899-12-30 → ISO date; null where it is empty or no date of a person. */
export function oleDateToIso(days: number): string | null {
  if (!Number.isFinite(days) || days === 0) return null;
  return isoOf(Math.floor(days - unixEpochOleDays) * dayMs)?.slice(0, 10) ?? null;
}

export function isoToFiletime(iso: string): bigint {
  return BigInt(Date.parse(iso) + unixEpochFiletimeMs) * 10_000n;
}

export function isoToOleDate(iso: string): number {
  return Date.parse(iso) / dayMs + unixEpochOleDays;
}

/** From 1850, which no living person's birth date precedes, to 2150. */
function isoOf(timeMs: number): string | null {
  const year = Math.abs(timeMs) < 1e13 ? new Date(timeMs).getUTCFullYear() : 0;
  return year >= 1850 && year < 2150 ? `${new Date(timeMs).toISOString().slice(0, 19)}Z` : null;
}
