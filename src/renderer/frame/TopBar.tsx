// Where one is, the way to everything by name, what is at work, and on which device (UX §1.1).
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../client/queries.ts';
import { hrefOf, runHref, useRoute } from '../client/route.ts';
import { text } from '../text/index.ts';
import { CommandKeys } from '../ui/Kbd.tsx';
import { useFrame } from './frameState.ts';
import { places } from './places.ts';
import styles from './TopBar.module.css';

export function TopBar() {
  return (
    <header className={styles.bar}>
      <Breadcrumb />
      <UnstyledButton className={styles.search} onClick={spotlight.open}>
        <IconSearch size={16} stroke={1.5} aria-hidden />
        <span className={styles.searchWords}>{text.frame.paletteHint}</span>
        <CommandKeys command="palette" />
      </UnstyledButton>
      <span className={styles.right}>
        <JobChip />
        <DeviceChip />
      </span>
    </header>
  );
}

function Breadcrumb() {
  const { place } = useRoute();
  const { crumbs } = useFrame();
  const name = places.find(({ id }) => id === place)?.name;
  const all = [...(name === undefined || place === 'unknown' ? [] : [{ label: name, href: hrefOf(place) }]), ...crumbs].filter(
    ({ label }) => label !== '',
  );
  return (
    <nav className={styles.crumbs} aria-label={text.frame.breadcrumb}>
      <VisuallyHidden component="h1">{all.at(-1)?.label ?? text.name}</VisuallyHidden>
      {all.map(({ label, href }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a crumb is its place in the row
        <span key={i} className={styles.crumb} data-last={i === all.length - 1}>
          {i > 0 && <IconChevronRight size={14} stroke={1.5} aria-hidden />}
          {href === undefined || i === all.length - 1 ? (
            <span className={styles.label} title={label}>
              {label}
            </span>
          ) : (
            <a href={href} className={styles.label} title={label}>
              {label}
            </a>
          )}
        </span>
      ))}
    </nav>
  );
}

/** The run at work with its share done, and how many wait. */
function JobChip() {
  const { data: jobs = [] } = useQuery(queries.jobs());
  const [first] = jobs;
  if (first === undefined) return null;
  const { progress } = first;
  const share = progress !== null && progress.total > 0 ? ` · ${Math.floor((100 * progress.done) / progress.total)} %` : '';
  return (
    <a href={runHref(first.run)} className={styles.chip} title={first.name}>
      {text.frame.jobs(jobs.length)}
      {share}
    </a>
  );
}

function DeviceChip() {
  const { data = [] } = useQuery(queries.doctor());
  const gpu = data.find(({ name }) => name === 'gpu');
  if (gpu === undefined) return null;
  const isCpu = gpu.detail.includes('CPU');
  return (
    <button type="button" className={styles.chip} title={gpu.detail} onClick={() => useFrame.setState({ isSettingsOpen: true })}>
      {isCpu ? 'CPU' : 'GPU'}
    </button>
  );
}
