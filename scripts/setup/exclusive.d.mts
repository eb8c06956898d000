// The type of exclusive.mjs, which is plain JavaScript because it runs before Node 24 is installed.
export function exclusively<T>(name: string, work: () => Promise<T>, onWait: () => void, signal?: AbortSignal): Promise<T>;
