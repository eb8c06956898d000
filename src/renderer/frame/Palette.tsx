// The command palette: what can be done here, where one can go, each data set and run by name (UX §1.6).
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../client/queries.ts';
import { go, hrefOf, runHref } from '../client/route.ts';
import { commandSpec } from '../keyboard/keymap.ts';
import { activeCommands, useRegistry } from '../keyboard/registry.ts';
import { text } from '../text/index.ts';
import { Keys } from '../ui/Kbd.tsx';
import styles from './Palette.module.css';

const shownAtMost = 12;

export function Palette() {
  // Commands come and go with what is on screen; the list is made anew whenever the palette opens.
  useRegistry();
  const [isOpen, setOpen] = useState(false);
  const placesToGo = usePlacesToGo(isOpen);
  return (
    <Spotlight
      actions={isOpen ? groups(placesToGo) : []}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      shortcut={null}
      limit={shownAtMost}
      nothingFound={text.frame.nothingFound}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      transitionProps={{ duration: 120 }}
      classNames={styles}
      attributes={{ content: { 'aria-label': text.frame.palette } }}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.5} aria-hidden />,
        placeholder: text.frame.paletteHint,
        'aria-label': text.frame.palette,
      }}
    />
  );
}

function groups(places: SpotlightActionGroupData[]): SpotlightActionGroupData[] {
  const commands = activeCommands()
    .filter(({ id }) => id !== 'palette')
    .map(({ id, run, disabled }): SpotlightActionData => {
      const { label, keys } = commandSpec(id);
      return {
        id,
        label,
        ...(disabled === undefined ? {} : { description: disabled, disabled: true }),
        rightSection: <Keys keys={keys.slice(0, 1)} />,
        // The palette gives the focus back first; a command may move it.
        onClick: () => setTimeout(run),
      };
    });
  return [{ group: text.frame.commands, actions: commands }, ...places];
}

function usePlacesToGo(isOpen: boolean): SpotlightActionGroupData[] {
  const { data: datasets = [] } = useQuery({ ...queries.datasets(), enabled: isOpen });
  const { data: runs = [] } = useQuery({ ...queries.runs(), enabled: isOpen });
  return [
    {
      group: text.frame.datasets,
      actions: datasets.map(({ id, name }) => ({ id, label: name, onClick: () => go(hrefOf('data', [id])) })),
    },
    {
      group: text.runs.title,
      actions: runs.map(({ id, name, state }) => ({ id, label: name, description: text.states[state], onClick: () => go(runHref(id)) })),
    },
  ];
}
