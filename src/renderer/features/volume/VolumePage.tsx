// The room of one volume: fundus, layers and display at the left, B-scan first in the centre, check, label and data card at the right.
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { filterFromQuery, filterToQuery } from '../../../shared/domain/itemFilter.ts';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import type { ItemDetails } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { go, hrefOf } from '../../client/route.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { ClassPicker, LabelSection, useLabelCommands, useLabeling } from '../labeling/index.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { AskedContext, useAskedRun } from './asked.ts';
import { CardSection } from './CardSection.tsx';
import { CheckSection } from './CheckSection.tsx';
import { parseCamera } from './camera.ts';
import { DisplaySection } from './DisplaySection.tsx';
import { EnFaceSection } from './EnFaceSection.tsx';
import { usualEnFace } from './enFace.ts';
import { FundusCell, FundusChoice } from './FundusCell.tsx';
import { HeatSection } from './HeatSection.tsx';
import { LayerSection } from './LayerSection.tsx';
import { noCrossing } from './noCrossing.ts';
import { OverlaySection } from './OverlaySection.tsx';
import { readOverlay, type VolumeOverlay } from './overlay.ts';
import { PairStage } from './PairStage.tsx';
import { RelativeSection } from './RelativeSection.tsx';
import { createRoom, RoomContext, useRoom } from './roomState.ts';
import { SpacingDrawer } from './SpacingDrawer.tsx';
import { useCameraInAddress } from './useCameraInAddress.ts';
import { useSlices } from './useSlices.ts';
import { useLoadedVolume, useVolume, VolumeContext } from './useVolume.ts';
import { useVolumeCommands } from './useVolumeCommands.ts';
import { firstBscan, useSliceInAddress, useVolumeRoute, type VolumeRoute } from './useVolumeRoute.ts';
import { VolumeStage } from './VolumeStage.tsx';
import { VolumeStatus } from './VolumeStatus.tsx';
import styles from './VolumeViewer.module.css';
import { useVolumeSettings } from './volumeSettings.ts';

interface Props {
  details: ItemDetails;
  view: VolumeView;
}

/** CSS px of window from which the fundus stands beside the B-scan, as on the devices' own screens. */
const wideWindow = '(min-width: 1600px)';

export function VolumePage({ details, view }: Props) {
  const { shape } = view.header;
  const route = useVolumeRoute(details.id);
  // The room is the item's: another reading of its file keeps the place.
  const [room] = useState(() =>
    createRoom(
      { bscan: firstBscan(route.query, shape.bscans), row: shape.rows >> 1, column: shape.columns >> 1 },
      parseCamera(route.query.camera),
    ),
  );
  const [first] = useState(() => room.getState().at.bscan);
  const [overlay, setOverlay] = useState<VolumeOverlay | null>(null);
  const settings = useVolumeSettings(view.header, route.query, route.change);
  const volume = useLoadedVolume(view, Math.min(first, shape.bscans - 1), overlay, settings, route.enFace);
  const asked = useAskedRun(details.dataset.name, route);
  useSliceInAddress(room, shape, route);
  useCameraInAddress(room, route);
  const openOverlay = (file: File) => void readOverlay(file, shape).then(setOverlay, (error: unknown) => notify.failed(error));
  return (
    <RoomContext value={room}>
      <VolumeContext value={volume}>
        <AskedContext value={asked}>
          <Room details={details} route={route} onOverlay={openOverlay} onNoOverlay={() => setOverlay(null)} />
        </AskedContext>
      </VolumeContext>
    </RoomContext>
  );
}

interface RoomProps {
  details: ItemDetails;
  route: VolumeRoute;
  onOverlay: (file: File) => void;
  onNoOverlay: () => void;
}

function Room({ details, route, onOverlay, onNoOverlay }: RoomProps) {
  const { dataset } = details;
  const { view, settings } = useVolume();
  const { query, change, fundus } = route;
  const [isSpacingOpen, setSpacingOpen] = useState(false);
  const isWide = useMediaQuery(wideWindow, innerWidth >= 1600, { getInitialValueInEffect: false });
  const filter = useMemo(() => filterFromQuery(dataset.id, query), [dataset.id, query]);
  const { data: place } = useQuery(itemQueries.neighbours(filter, details.id));
  const labeling = useLabeling(dataset.id);
  const hasSlices = noCrossing(view) === null;
  const isRendered = useRoom(state => state.camera !== null) && query.pair === undefined;
  const isCrossing = !isRendered && hasSlices && (settings.isCrossing ?? isWide);
  const slices = useSlices(hasSlices && (isCrossing || fundus === 'depth'));

  const to = (item: string) => go(hrefOf('label', [item], { ...query, slice: undefined, pair: undefined }), { replace: true });
  const previous = place?.previous == null ? null : () => to(place.previous as string);
  const next = place?.next == null ? null : () => to(place.next as string);
  useVolumeCommands({
    ...{ previous, next, isCrossing, fundus },
    setFundus: content => route.setFundus(content, usualEnFace(view.header.surfaces, view.header.modality)),
    onSetSpacing: () => setSpacingOpen(true),
  });
  useLabelCommands(labeling, { items: [details], onLabelled: next ?? undefined });
  useBreadcrumb([
    { label: dataset.name, href: hrefOf('data', [dataset.id, 'items'], filterToQuery(filter)) },
    { label: nameOf(details, view) },
  ]);

  const fundusCell = <FundusCell route={route} slices={slices} />;
  const isPair = query.pair !== undefined;
  return (
    <PlaceLayout
      isCentreFixed
      leftLabel={text.volume.left}
      rightLabel={text.volume.right}
      left={
        <div className={styles.panel}>
          {isPair ? <FundusChoice route={route} /> : !isWide && fundusCell}
          {fundus === 'enface' && <EnFaceSection onChange={route.setEnFace} />}
          <LayerSection />
          <HeatSection />
          <OverlaySection onOpen={onOverlay} onRemove={onNoOverlay} />
          <DisplaySection />
        </div>
      }
      right={
        <div className={styles.panel}>
          <CheckSection onSetSpacing={() => setSpacingOpen(true)} />
          <AnswerPanel />
          <LabelSection details={details} labeling={labeling} suggestion={null} />
          <RelativeSection pair={query.pair ?? null} onPair={item => change({ pair: item ?? undefined })} onOpen={to} />
          <CardSection />
        </div>
      }
    >
      <ClassPicker dataset={dataset.id} classes={labeling.classes} />
      <VolumeStatus />
      <SpacingDrawer view={view} isOpen={isSpacingOpen} onClose={() => setSpacingOpen(false)} />
      {query.pair === undefined ? (
        <VolumeStage
          fundus={isWide ? fundusCell : null}
          slices={slices}
          isCrossing={isCrossing}
          isRendered={isRendered}
          list={{
            place: place === undefined ? '' : place.index === null ? text.viewer.notInList : text.viewer.place(place.index, place.total),
            previous,
            next,
          }}
        />
      ) : (
        <PairStage pair={query.pair} route={route} onLeave={() => change({ pair: undefined })} />
      )}
    </PlaceLayout>
  );
}

/** P-0043 · OD · 2021-03-14 · raster 49, as far as it is known. */
function nameOf({ patient, path }: ItemDetails, { header }: VolumeView): string {
  const { laterality, acquiredAt, scanPattern, shape } = header;
  const series = scanPattern === null ? String(shape.bscans) : `${scanPattern} ${shape.bscans}`;
  return [patient ?? path.split('/').at(-1), laterality, acquiredAt?.slice(0, 10), series].filter(part => part != null).join(' · ');
}
