// F1: the keys of what is on screen now, by scope, the innermost first.
import { commandSpec } from '../keyboard/keymap.ts';
import { activeCommands, useRegistry } from '../keyboard/registry.ts';
import { text } from '../text/index.ts';
import { KeyList } from '../ui/KeyList.tsx';
import { SideDrawer } from '../ui/SideDrawer.tsx';
import { useFrame } from './frameState.ts';

export function HelpDrawer() {
  useRegistry();
  const { isHelpOpen } = useFrame();
  const ids = isHelpOpen ? activeCommands().map(({ id }) => id) : [];
  const byScope = Map.groupBy(
    ids.filter(id => commandSpec(id).keys.length > 0),
    id => commandSpec(id).scope,
  );
  return (
    <SideDrawer title={text.frame.keys} isOpen={isHelpOpen} onClose={() => useFrame.setState({ isHelpOpen: false })}>
      {[...byScope].reverse().map(([scope, commands]) => (
        <KeyList key={scope} scope={scope} commands={commands} />
      ))}
    </SideDrawer>
  );
}
