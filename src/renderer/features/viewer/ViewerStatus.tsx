// The viewer's fields of the status bar: what lies under the cursor, the window it is shown in, and where the scale comes from. A component
// of its own, so that a moving cursor renders nothing else.
import { useStatus } from '../../frame/frameState.ts';
import { text } from '../../text/index.ts';
import { useView } from './viewerState.ts';

export function ViewerStatus() {
  const readout = useView(state => state.readout);
  const window = useView(state => state.window);
  useStatus([
    ...(readout === null ? [] : [readout]),
    ...(window === null ? [] : [text.viewer.window(window.low, window.high)]),
    text.viewer.spacing,
  ]);
  return null;
}
