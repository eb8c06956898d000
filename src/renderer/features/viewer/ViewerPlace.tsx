// The Label place: the scan that the address names, from the list that it came from, with a run's answer beside a person's.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { itemQueries } from '../../client/queries/items.ts';
import { hrefOf, useRoute } from '../../client/route.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../ui/LoadedPlace.tsx';
import { VolumeViewer } from '../volume/index.ts';
import { ItemViewer } from './ItemViewer.tsx';

export function ViewerPlace() {
  const [item] = useRoute().path;
  if (item === undefined) {
    return (
      <PlaceLayout>
        <EmptyState title={text.viewer.emptyTitle} text={text.viewer.empty}>
          <Button component="a" href={hrefOf('data')}>
            {text.viewer.goData}
          </Button>
        </EmptyState>
      </PlaceLayout>
    );
  }
  return <OneScan item={item} />;
}

function OneScan({ item }: { item: string }) {
  const query = useQuery(itemQueries.show(item));
  if (query.data === undefined) {
    return (
      <PlaceLayout>
        <LoadedPlace query={query} missing={text.viewer.missing} way={{ label: text.viewer.goData, href: hrefOf('data') }}>
          {() => null}
        </LoadedPlace>
      </PlaceLayout>
    );
  }
  if (query.data.series !== null) return <VolumeViewer key={item} details={query.data} />;
  return <ItemViewer key={item} details={query.data} />;
}
