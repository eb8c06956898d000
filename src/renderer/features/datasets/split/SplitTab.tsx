// The splits of a data set: three parts side by side, the certificate below, and how a new one is made (UX §1.2).
import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { DatasetDetails } from '../../../client/api.ts';
import { go, hrefOf, useRoute } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ReadyCard } from '../ReadyCard.tsx';
import { CertificateView } from './CertificateView.tsx';
import { NewSplitForm } from './NewSplitForm.tsx';
import { PartColumn } from './PartColumn.tsx';
import styles from './SplitTab.module.css';

export function SplitTab({ details }: { details: DatasetDetails }) {
  const { query } = useRoute();
  const [isMaking, setMaking] = useState(false);
  const { splits } = details;
  const shown = splits.find(({ id }) => id === query.split) ?? splits.at(-1);
  const classes = details.classes.map(({ name }) => name);
  const choose = (split: string) => go(hrefOf('data', [details.id, 'split'], { split }), { replace: true });
  return (
    <>
      <ReadyCard details={details} />
      <div className={styles.bar}>
        {splits.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={text.data.splits.choose}
            value={shown?.id ?? ''}
            data={splits.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={event => choose(event.currentTarget.value)}
          />
        )}
        {!isMaking && (
          <Button
            variant={splits.length === 0 ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {text.data.splits.make}
          </Button>
        )}
      </div>
      {isMaking && (
        <NewSplitForm
          details={details}
          onCancel={() => setMaking(false)}
          onMade={split => {
            setMaking(false);
            choose(split);
          }}
        />
      )}
      {shown === undefined ? (
        !isMaking && <EmptyState title={text.data.splits.none} text={text.data.splits.noneHint} />
      ) : (
        <>
          <div className={styles.parts}>
            {shown.certificate.parts.map(part => (
              <PartColumn
                key={part.name}
                part={part}
                parts={shown.certificate.parts}
                classes={classes}
                dataset={details.id}
                split={shown.id}
              />
            ))}
          </div>
          <CertificateView details={details} split={shown} onMended={choose} />
        </>
      )}
    </>
  );
}
