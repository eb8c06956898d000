// How much of a volume has come, for the line that says so.
import { create } from 'zustand';

/** Share by item; absent while nothing streams or its size is unknown. */
export const useStreamProgress = create<Record<string, number | null>>()(() => ({}));

export function noteProgress(item: string, share: number | null): void {
  useStreamProgress.setState({ [item]: share });
}
