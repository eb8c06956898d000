// The keys of the viewer (UX §1.5). Two act only while they are held: Q shows the scan alone, the space bar moves it.
import { useCommands } from '../../keyboard/useCommands.ts';
import { text } from '../../text/index.ts';
import { steppedOpacity } from '../../ui/opacitySteps.ts';
import { useMapCommands } from '../answer/index.ts';
import { nextAspect, type Spacing } from './aspect.ts';
import { useView, useViewSettings } from './viewerState.ts';

interface Options {
  spacing: Spacing | null;
  previous: (() => void) | null;
  next: (() => void) | null;
  classes: readonly string[];
  className: string | undefined;
  onClass: (name: string | undefined) => void;
  methods: readonly string[];
}

export function useViewerCommands({ spacing, previous, next, classes, className, onClass, methods }: Options): void {
  const [settings, change] = useViewSettings();
  const stepOpacity = (by: number) => useView.setState(({ opacityStep }) => ({ opacityStep: steppedOpacity(opacityStep, by) }));
  const nothing = () => undefined;
  useMapCommands({ classes, className, onClass, methods });
  useCommands('viewer', {
    previousScan: previous ?? { run: nothing, disabled: text.viewer.firstScan },
    nextScan: next ?? { run: nothing, disabled: text.viewer.lastScan },
    fitScan: () => useView.setState({ viewport: null }),
    zoomIn: () => useView.getState().zoomBy(1.25),
    zoomOut: () => useView.getState().zoomBy(0.8),
    panScan: () => whileHeld('isPanHeld'),
    toggleHeat: () => useView.setState(({ isHeatShown }) => ({ isHeatShown: !isHeatShown })),
    heatLess: () => stepOpacity(-1),
    heatMore: () => stepOpacity(1),
    holdRaw: () => whileHeld('isRawHeld'),
    nextAspect:
      spacing === null
        ? { run: nothing, disabled: text.viewer.spacingUnknown }
        : () => change({ aspect: nextAspect(settings.aspect, spacing) }),
    toggleFill: () => change({ isFillHatched: !settings.isFillHatched }),
    resetWindow: () => useView.setState({ window: null }),
  });
}

function whileHeld(what: 'isPanHeld' | 'isRawHeld'): void {
  if (useView.getState()[what]) return;
  useView.setState({ [what]: true });
  const release = () => {
    useView.setState({ [what]: false });
    removeEventListener('keyup', release);
    removeEventListener('blur', release);
  };
  addEventListener('keyup', release);
  addEventListener('blur', release);
}
