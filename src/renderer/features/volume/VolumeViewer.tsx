// An item that is a volume: its view is asked for, then its room opens. The address keeps what is shown.
import { useQuery } from '@tanstack/react-query';
import type { ItemDetails } from '../../client/api.ts';
import { volumeQueries } from '../../client/queries/volumes.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { ItemCard } from '../datasets/index.ts';
import { VolumePage } from './VolumePage.tsx';
import styles from './VolumeViewer.module.css';

export function VolumeViewer({ details }: { details: ItemDetails }) {
  const query = useQuery(volumeQueries.show(details.id));
  if (query.data !== undefined && query.error === null) return <VolumePage details={details} view={query.data} />;
  return (
    <PlaceLayout right={<ItemCard details={details} />}>
      <div className={styles.page}>
        <Loaded query={query}>{() => null}</Loaded>
      </div>
    </PlaceLayout>
  );
}
