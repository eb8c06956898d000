// What the desktop program tells its window; in a browser nobody tells anything.
import { create } from 'zustand';
import type { ClosingChoice } from '../../../shared/bridgeMessages.ts';
import { bridge } from '../../client/bridge.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';

interface ClosingState {
  /** Names of the runs at work that a wish to close the window has met; null when there is none. */
  runs: readonly string[] | null;
}

export const useClosing = create<ClosingState>()(() => ({ runs: null }));

/** Call once, when the window starts. */
export function listenToShell(): void {
  bridge?.onShellEvent(event => {
    if (event.kind === 'closing') useClosing.setState({ runs: event.runs });
    else notify.done(text.closing.recovered(event.reason));
  });
}

export function answerClosing(choice: ClosingChoice): void {
  useClosing.setState({ runs: null });
  bridge?.answerClosing(choice);
}
