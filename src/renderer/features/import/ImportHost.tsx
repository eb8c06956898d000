// Opening a folder from anywhere: the drop zone, the drawer, and their commands.
import { useCommands } from '../../keyboard/useCommands.ts';
import { DropZone } from './DropZone.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { openFiles, openFolder } from './importState.ts';
import { useDemo } from './useDemo.ts';

export function ImportHost() {
  const { openDemo } = useDemo();
  useCommands('global', {
    openFolder: () => void openFolder(),
    openFiles: () => void openFiles(),
    tryDemo: () => openDemo(),
    tryFourClasses: () => openDemo(4),
  });
  return (
    <>
      <DropZone />
      <ImportDrawer />
    </>
  );
}
