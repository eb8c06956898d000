// Every key of the window, by scope.
import { type CommandId, commandSpec, keymap, scopes } from '../../keyboard/keymap.ts';
import { KeyList } from '../../ui/KeyList.tsx';

const withKeys = (Object.keys(keymap) as CommandId[]).filter(id => commandSpec(id).keys.length > 0);

export function KeyboardPane() {
  const byScope = Map.groupBy(withKeys, id => commandSpec(id).scope);
  return scopes.map(scope => {
    const commands = byScope.get(scope);
    return commands && <KeyList key={scope} scope={scope} commands={commands} />;
  });
}
