// The keys of a heat map in every room that shows one (UX §1.5).
import { useCommands } from '../../keyboard/useCommands.ts';
import { useHeatSettings } from './heatSettings.ts';

interface Options {
  classes: readonly string[];
  className: string | undefined;
  onClass: (name: string | undefined) => void;
  methods: readonly string[];
  /** Why there is no map; null where there may be one. */
  disabled?: string | null;
}

export function useMapCommands({ classes, className, onClass, methods, disabled = null }: Options): void {
  const [settings, change] = useHeatSettings();
  const given = (run: () => void) => (disabled === null ? run : { run, disabled });
  useCommands('viewer', {
    // After the last class comes the predicted one again.
    nextMapClass: given(() => onClass(className === undefined ? classes[0] : classes[classes.indexOf(className) + 1])),
    nextMapMethod: given(() => change({ method: methods[(methods.indexOf(settings.method) + 1) % methods.length] ?? settings.method })),
    toggleContours: given(() => change({ hasContours: !settings.hasContours })),
    toggleSameScale: given(() => change({ isSameScale: !settings.isSameScale })),
  });
}
