// The six places at the left edge, with who works and the settings below (UX §1.1).
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { hrefOf, useRoute } from '../client/route.ts';
import { ProfileBadge } from '../features/profiles/ProfileBadge.tsx';
import { commandSpec } from '../keyboard/keymap.ts';
import { text } from '../text/index.ts';
import { Keys } from '../ui/Kbd.tsx';
import { useFrame } from './frameState.ts';
import { places } from './places.ts';
import styles from './Rail.module.css';

export function Rail() {
  const { place } = useRoute();
  return (
    <nav className={styles.rail} aria-label={text.frame.places}>
      {places.map(({ id, name, command, Icon }) => (
        <Tooltip key={id} position="right" label={<Hint label={name} command={command} />}>
          <a href={hrefOf(id)} className={styles.item} aria-label={name} aria-current={place === id ? 'page' : undefined}>
            <Icon size={20} stroke={1.5} aria-hidden />
            <span className={styles.word}>{name}</span>
          </a>
        </Tooltip>
      ))}
      <span className={styles.space} />
      <ProfileBadge />
      <Tooltip position="right" label={<Hint label={text.frame.settings} command="settings" />}>
        <UnstyledButton
          className={styles.item}
          aria-label={text.frame.settings}
          onClick={() => useFrame.setState({ isSettingsOpen: true })}
        >
          <IconSettings size={20} stroke={1.5} aria-hidden />
          <span className={styles.word}>{text.frame.settings}</span>
        </UnstyledButton>
      </Tooltip>
    </nav>
  );
}

function Hint({ label, command }: { label: string; command: Parameters<typeof commandSpec>[0] }) {
  return (
    <span className={styles.hint}>
      {label} <Keys keys={commandSpec(command).keys.slice(0, 1)} />
    </span>
  );
}
