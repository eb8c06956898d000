// Two volumes of one patient side by side, moving together: follow-up or other eye.
import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { volumeQueries } from '../../client/queries/volumes.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { AskedContext } from './asked.ts';
import { BscanCell } from './BscanCell.tsx';
import { FundusPane } from './FundusPane.tsx';
import { linkRooms } from './linkRooms.ts';
import { noCrossing } from './noCrossing.ts';
import { createRoom, RoomContext, useRoomStore } from './roomState.ts';
import { useSlices } from './useSlices.ts';
import { useLoadedVolume, useVolume, VolumeContext } from './useVolume.ts';
import type { VolumeRoute } from './useVolumeRoute.ts';
import styles from './VolumeStage.module.css';
import { RulerBar } from './VolumeStage.tsx';
import { useVolumeSettings } from './volumeSettings.ts';

interface Props {
  pair: string;
  route: VolumeRoute;
  onLeave: () => void;
}

export function PairStage({ pair, route, onLeave }: Props) {
  const query = useQuery(volumeQueries.show(pair));
  const { view } = useVolume();
  const [isLinked, setLinked] = useState(true);
  const words = text.volume;
  const isOtherEye = query.data !== undefined && query.data.header.laterality !== view.header.laterality;
  return (
    <div className={styles.pair} data-pair>
      <One route={route}>
        <Switch
          size="xs"
          label={words.linked}
          title={isOtherEye ? `${words.linkedHint} ${words.mirroredHint}` : words.linkedHint}
          checked={isLinked}
          onChange={event => setLinked(event.currentTarget.checked)}
        />
      </One>
      {query.data === undefined ? (
        <div className={styles.state}>
          <Loaded query={query}>{() => null}</Loaded>
          {query.error !== null && (
            <Button mt={12} variant="default" onClick={onLeave}>
              {words.leavePair}
            </Button>
          )}
        </div>
      ) : (
        <Second key={query.data.item} view={query.data} route={route} isLinked={isLinked} onLeave={onLeave} />
      )}
    </div>
  );
}

function Second({ view, route, isLinked, onLeave }: { view: VolumeView; route: VolumeRoute; isLinked: boolean; onLeave: () => void }) {
  const first = useRoomStore();
  const firstHeader = useVolume().view.header;
  const { header } = view;
  const { shape } = header;
  const [room] = useState(() => createRoom({ bscan: shape.bscans >> 1, row: shape.rows >> 1, column: shape.columns >> 1 }));
  useEffect(
    () => (isLinked ? linkRooms({ room: first, header: firstHeader }, { room, header }) : undefined),
    [first, firstHeader, room, header, isLinked],
  );
  const settings = useVolumeSettings(header, route.query, route.change);
  const volume = useLoadedVolume(view, shape.bscans >> 1, null, settings, route.enFace);
  return (
    <RoomContext value={room}>
      <VolumeContext value={volume}>
        <AskedContext value={null}>
          <One route={route}>
            <Button size="compact-xs" variant="default" onClick={onLeave}>
              {text.volume.leavePair}
            </Button>
          </One>
        </AskedContext>
      </VolumeContext>
    </RoomContext>
  );
}

function One({ route, children }: { route: VolumeRoute; children: React.ReactNode }) {
  const { view } = useVolume();
  const slices = useSlices(noCrossing(view) === null && route.fundus === 'depth');
  const { laterality, acquiredAt, scanPattern, shape } = view.header;
  const name = [laterality ?? text.volume.eyeUnknown, acquiredAt?.slice(0, 10), scanPattern, shape.bscans].filter(Boolean).join(' · ');
  return (
    <section className={styles.one} aria-label={name}>
      <div className={styles.options}>
        <h2 className={styles.heading}>{name}</h2>
        {children}
      </div>
      <BscanCell isCrossing={false} />
      <FundusPane content={route.fundus} slices={slices} />
      <RulerBar />
    </section>
  );
}
