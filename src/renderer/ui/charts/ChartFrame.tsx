// What every chart has around it: title, a switch where it has one, and the menu to copy it or be told what it is.
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCopy, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { text } from '../../text/index.ts';
import { notify } from '../notify.tsx';
import styles from './ChartFrame.module.css';
import type { ChartSpec } from './chartSpec.ts';
import { type ChartFormat, copyChart } from './copyChart.tsx';

const formats: ChartFormat[] = ['png', 'svg', 'csv'];

export function ChartFrame({ spec, aside, children }: { spec: ChartSpec; aside?: ReactNode; children: ReactNode }) {
  const copy = (format: ChartFormat): void => {
    copyChart(spec, format).then(
      () => notify.done(text.charts.copied(spec.title, text.charts.formats[format])),
      () => notify.done(text.charts.notCopied),
    );
  };
  return (
    <figure className={styles.frame}>
      <figcaption className={styles.header}>
        <span className={styles.title}>{spec.title}</span>
        {aside}
        <Tooltip label={spec.explanation} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
          <ActionIcon variant="subtle" color="gray" size="md" aria-label={`${text.charts.whatIsThis}: ${spec.title}. ${spec.explanation}`}>
            <IconInfoCircle size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="md" aria-label={text.charts.copy(spec.title)}>
              <IconCopy size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map(format => (
              <Menu.Item key={format} onClick={() => copy(format)}>
                {text.charts.copyAs(text.charts.formats[format])}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </figcaption>
      {children}
    </figure>
  );
}
