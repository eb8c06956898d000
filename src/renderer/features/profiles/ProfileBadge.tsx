// Who works, as initials in the rail; a press shows everybody, a second one switches (UX §1.1). The first label opens it by itself.
import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Profile } from '../../../shared/domain/label.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { text } from '../../text/index.ts';
import styles from './ProfileBadge.module.css';
import { ProfileSheet } from './ProfileSheet.tsx';
import { profileColour } from './profileColours.ts';
import { closeSheet, useProfileSheet } from './profileSheet.ts';

export function ProfileBadge() {
  const { data: profile = null } = useQuery(itemQueries.profile());
  const { isOpen } = useProfileSheet();
  const label = profile === null ? text.profiles.none : text.profiles.current(profile.name, profile.initials);
  return (
    <Popover
      opened={isOpen}
      onChange={open => !open && closeSheet()}
      position="right-end"
      trapFocus
      returnFocus
      withRoles={false}
      shadow="md"
      width={296}
    >
      <Popover.Target>
        <UnstyledButton
          className={styles.badge}
          aria-label={label}
          title={label}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => (isOpen ? closeSheet() : useProfileSheet.setState({ isOpen: true, waiting: null }))}
        >
          <Initials profile={profile} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.sheet} role="dialog" aria-label={text.profiles.title}>
        <ProfileSheet current={profile} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function Initials({ profile }: { profile: Pick<Profile, 'initials' | 'colorIndex'> | null }) {
  const colour = profile === null ? undefined : profileColour(profile.colorIndex);
  return (
    <span className={styles.initials} data-none={profile === null} style={{ borderColor: colour }}>
      {profile?.initials ?? '?'}
    </span>
  );
}
