// An item that is a volume: its view is asked for, then its room opens. The address keeps what is shown.
import { Button } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { filterFromQuery, filterToQuery } from '../../../shared/domain/itemFilter.ts';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import type { ItemDetails } from '../../client/api.ts';
import { volumeQueries } from '../../client/queries/volumes.ts';
import { hrefOf, useRoute } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { VolumePage } from './VolumePage.tsx';
import styles from './VolumeViewer.module.css';

export function VolumeViewer({ details }: { details: ItemDetails }) {
  const query = useQuery(volumeQueries.show(details.id));
  if (query.data !== undefined && query.error === null) return <VolumePage details={details} view={query.data} />;
  return <Unopened details={details} query={query} />;
}

/** Its file is being opened, is gone, or is another one than was imported. */
function Unopened({ details, query }: { details: ItemDetails; query: UseQueryResult<VolumeView> }) {
  const { dataset, patient, path } = details;
  const href = hrefOf('data', [dataset.id, 'items'], filterToQuery(filterFromQuery(dataset.id, useRoute().query)));
  const words = text.volume;
  useBreadcrumb([{ label: dataset.name, href }, { label: patient ?? path.split('/').at(-1) ?? path }]);
  return (
    <PlaceLayout>
      {query.error === null ? (
        <div className={styles.page}>
          <Loaded query={query}>{() => null}</Loaded>
        </div>
      ) : (
        <EmptyState title={words.gone} text={toAppError(query.error).message}>
          <Button onClick={() => void query.refetch()}>{words.again}</Button>
          <Button component="a" href={href} variant="default">
            {text.viewer.list}
          </Button>
        </EmptyState>
      )}
    </PlaceLayout>
  );
}
