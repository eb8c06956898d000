// What this program is, what it was made of, and what helps to find a fault.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { CopyLine, copyText } from './CopyLine.tsx';
import { LicenceList } from './LicenceList.tsx';
import styles from './panes.module.css';

export function AboutPane() {
  const query = useQuery(queries.version());
  const diagnosing = useMutation({
    mutationFn: () => api.system.diagnostics.query(),
    onSuccess: copyText,
    onError: notify.failed,
  });
  return (
    <div className={styles.fields}>
      <Loaded query={query}>
        {({ name, version, notice, workspace }) => (
          <>
            <div>
              <h3 className={styles.product}>
                {name} {version}
              </h3>
              <Note>{notice}</Note>
            </div>
            <CopyLine label={text.about.logs} value={workspace.logs} />
          </>
        )}
      </Loaded>
      <div>
        <Button variant="default" loading={diagnosing.isPending} onClick={() => diagnosing.mutate()}>
          {text.about.copyDiagnostics}
        </Button>
        <p className={styles.about}>{text.about.diagnosticsText}</p>
      </div>
      <section aria-label={text.about.demo}>
        <h3 className={styles.title}>{text.about.demo}</h3>
        <Note>{text.about.demoText}</Note>
      </section>
      <section aria-label={text.about.licences}>
        <h3 className={styles.title}>{text.about.licences}</h3>
        <LicenceList />
      </section>
    </div>
  );
}
