// Settings, in panes. A pane is a component and a line in `panes`.
import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useFrame } from '../../frame/frameState.ts';
import { text } from '../../text/index.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { AboutPane } from './AboutPane.tsx';
import { DevicesPane } from './DevicesPane.tsx';
import { DisplayPane } from './DisplayPane.tsx';
import { KeyboardPane } from './KeyboardPane.tsx';
import { PrivacyPane } from './PrivacyPane.tsx';
import { StoragePane } from './StoragePane.tsx';

const panes: readonly { id: string; name: string; Pane: ComponentType }[] = [
  { id: 'display', name: text.settings.display, Pane: DisplayPane },
  { id: 'keyboard', name: text.settings.keyboard, Pane: KeyboardPane },
  { id: 'devices', name: text.settings.devices, Pane: DevicesPane },
  { id: 'storage', name: text.about.storage, Pane: StoragePane },
  { id: 'privacy', name: text.about.privacyPane, Pane: PrivacyPane },
  { id: 'about', name: text.about.about, Pane: AboutPane },
];

export function SettingsDrawer() {
  const { isSettingsOpen } = useFrame();
  return (
    <SideDrawer title={text.frame.settings} isOpen={isSettingsOpen} onClose={() => useFrame.setState({ isSettingsOpen: false })}>
      <Tabs defaultValue={panes[0]?.id ?? null} keepMounted={false}>
        <Tabs.List mb={16}>
          {panes.map(({ id, name }) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {panes.map(({ id, Pane }) => (
          <Tabs.Panel key={id} value={id}>
            <Pane />
          </Tabs.Panel>
        ))}
      </Tabs>
    </SideDrawer>
  );
}
