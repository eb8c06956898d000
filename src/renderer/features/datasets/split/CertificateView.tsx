// What the leakage check found for a split, and how a leak is mended.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { splitNames } from '../../../../shared/domain/manifest.ts';
import { api, type DatasetDetails } from '../../../client/api.ts';
import { queryClient } from '../../../client/queries.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { formatDate } from '../../../ui/date.ts';
import { notify } from '../../../ui/notify.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './CertificateView.module.css';

type Split = DatasetDetails['splits'][number];

export function CertificateView({
  details,
  split,
  onMended,
}: {
  details: DatasetDetails;
  split: Split;
  onMended: (split: string) => void;
}) {
  const { certificate } = split;
  const { splits } = text.data;
  const mending = useMutation({
    mutationFn: () => api.datasets.moveLeaks.mutate({ dataset: details.id, split: split.id }),
    onSuccess: async made => {
      await queryClient.invalidateQueries({ queryKey: ['datasets'] });
      notify.done(text.data.findings.fixed(made.split.name));
      onMended(made.split.id);
    },
    onError: error => notify.failed(error),
  });
  return (
    <Section title={splits.certificate}>
      {certificate.ok ? (
        <p className={styles.verdict}>
          <IconShieldCheck size={20} stroke={1.5} aria-hidden /> {splits.ok}
        </p>
      ) : (
        <div role="alert">
          {problems(split).map(words => (
            <p key={words} className={styles.verdict} data-bad>
              <IconAlertTriangle size={20} stroke={1.5} aria-hidden /> {words}
            </p>
          ))}
          {certificate.leaks.length > 0 && (
            <div className={styles.actions}>
              <Button loading={mending.isPending} onClick={() => mending.mutate()}>
                {text.data.findings.fixLeak}
              </Button>
              <Button
                component="a"
                variant="default"
                href={hrefOf('data', [details.id, 'items'], { finding: 'leak', split: split.id, order: 'patient' })}
              >
                {splits.show}
              </Button>
            </div>
          )}
        </div>
      )}
      <dl className={styles.how}>
        <dt>{splits.method}</dt>
        <dd>{certificate.method}</dd>
        <dt>{splits.checked}</dt>
        <dd>{formatDate(Date.parse(certificate.checkedAt))}</dd>
      </dl>
    </Section>
  );
}

function problems({ certificate: { leaks, withoutPatient } }: Split): string[] {
  const { splits } = text.data;
  const ofPatients = leaks.filter(({ kind }) => kind === 'patient');
  const copies = leaks.filter(({ kind }) => kind === 'content');
  const parts = splitNames.filter(name => ofPatients.some(leak => leak.parts.includes(name)));
  const scans = new Set(ofPatients.flatMap(({ items }) => items)).size;
  return [
    ...(ofPatients.length > 0 ? [splits.leak(ofPatients.length, parts, scans)] : []),
    ...(ofPatients.length === 0 && copies.length > 0 ? [splits.copies(copies.length)] : []),
    ...(withoutPatient > 0 ? [splits.uncertified(withoutPatient)] : []),
  ];
}
