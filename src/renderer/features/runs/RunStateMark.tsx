// The state of a run as sign and word; while it runs, how far it is.
import type { RunState } from '../../../shared/domain/runEvent.ts';
import { narrowSpace } from '../../../shared/units.ts';
import type { RunSummary } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { type Tone, WithIcon } from '../../ui/WithIcon.tsx';

const looks: Record<RunState, { icon: IconName; tone: Tone }> = {
  queued: { icon: 'clock', tone: 'quiet' },
  running: { icon: 'dot', tone: 'accent' },
  paused: { icon: 'pause', tone: 'warning' },
  finished: { icon: 'check', tone: 'plain' },
  cancelled: { icon: 'cross', tone: 'quiet' },
  failed: { icon: 'alert', tone: 'danger' },
  interrupted: { icon: 'alert', tone: 'warning' },
};

export function RunStateMark({ state, progress }: { state: RunState; progress: RunSummary['progress'] }) {
  const isUnderWay = (state === 'running' || state === 'paused') && progress !== null && progress.total > 0;
  const share = isUnderWay ? ` ${Math.floor((100 * progress.done) / progress.total)}${narrowSpace}%` : '';
  return (
    <WithIcon {...looks[state]}>
      {text.states[state]}
      {share}
    </WithIcon>
  );
}
