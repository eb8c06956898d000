// The keys of a volume's room (UX §1.5).
import { useCommands } from '../../keyboard/useCommands.ts';
import { text } from '../../text/index.ts';
import { steppedOpacity } from '../../ui/opacitySteps.ts';
import { stateOf } from '../statements/index.ts';
import { useAsked } from './asked.ts';
import { bscanSpacing, nextAspect } from './aspect.ts';
import { type Camera, nearer, turned, usualCamera } from './camera.ts';
import { type DisplayPreset, intensityOf } from './displayTransform.ts';
import { noCrossing } from './noCrossing.ts';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { type FundusContent, useVolume } from './useVolume.ts';
import { wholeView } from './viewport.ts';

interface Options {
  previous: (() => void) | null;
  next: (() => void) | null;
  isCrossing: boolean;
  fundus: FundusContent;
  setFundus: (content: FundusContent) => void;
  onSetSpacing: () => void;
}

/** A step of the keys. */
const turnDegrees = 15;

export function useVolumeCommands({ previous, next, isCrossing, fundus, setFundus, onSetSpacing }: Options): void {
  const { view, settings, change, lines, overlay } = useVolume();
  const room = useRoomStore();
  const { shape, spacingUm } = view.header;
  const spacing = bscanSpacing(spacingUm);
  const words = text.volume;
  const words3d = text.volumeRendering;
  const nothing = () => undefined;
  const only = (run: () => void, disabled: string | null) => (disabled === null ? run : { run: nothing, disabled });
  const at = () => room.getState().at;
  const preset = (name: DisplayPreset) => () => change({ preset: name });
  const stepOpacity = (by: number) => () =>
    room.setState(({ opacityStep, heatStep }) => ({
      opacityStep: steppedOpacity(opacityStep, by),
      heatStep: steppedOpacity(heatStep, by),
    }));
  const isOverlaid = useAsked()?.run != null || overlay !== null;
  const isRendered = useRoom(state => state.camera !== null);
  const inSpace = (move: (camera: Camera) => Camera) =>
    only(() => room.setState(({ camera }) => (camera === null ? {} : { camera: move(camera) })), isRendered ? null : words3d.off);
  const turn = (azimuth: number, elevation: number) => inSpace(camera => turned(camera, { azimuth, elevation }));
  const isOne = shape.bscans === 1 ? words.lastBscan : null;

  useCommands('viewer', {
    previousScan: only(() => previous?.(), previous === null ? text.viewer.firstScan : null),
    nextScan: only(() => next?.(), next === null ? text.viewer.lastScan : null),
    fitScan: () => room.setState({ view: wholeView }),
    zoomIn: () => room.getState().zoomBy(1.25),
    zoomOut: () => room.getState().zoomBy(0.8),
    panScan: () => whileHeld(isHeld => room.setState({ isPanHeld: isHeld })),
    holdRaw: () => whileHeld(isHeld => room.setState({ isAloneHeld: isHeld })),
    nextAspect: only(() => change({ aspect: nextAspect(settings.aspect, spacing) }), spacing === null ? words.noSpacing : null),
    toggleFill: () => change({ isFillHatched: !settings.isFillHatched }),
    resetWindow: () => change({ windows: { ...settings.windows, [intensityOf(settings.preset)]: null } }),
  });
  useCommands('volume', {
    previousBscan: only(() => moveTo(room, shape, { bscan: at().bscan - 1 }), isOne),
    nextBscan: only(() => moveTo(room, shape, { bscan: at().bscan + 1 }), isOne),
    tenBscansBack: only(() => moveTo(room, shape, { bscan: at().bscan - 10 }), isOne),
    tenBscansOn: only(() => moveTo(room, shape, { bscan: at().bscan + 10 }), isOne),
    firstBscan: only(() => moveTo(room, shape, { bscan: 0 }), isOne),
    lastBscan: only(() => moveTo(room, shape, { bscan: shape.bscans - 1 }), isOne),
    shallower: () => moveTo(room, shape, { row: at().row - 1 }),
    deeper: () => moveTo(room, shape, { row: at().row + 1 }),
    previousAscan: () => moveTo(room, shape, { column: at().column - 1 }),
    nextAscan: () => moveTo(room, shape, { column: at().column + 1 }),
    toggleLayers: only(
      () => room.setState(({ areLayersShown }) => ({ areLayersShown: !areLayersShown })),
      lines.length === 0 ? words.noLayers : null,
    ),
    toggleOverlay: only(
      () => room.setState(({ isOverlayShown }) => ({ isOverlayShown: !isOverlayShown })),
      isOverlaid ? null : words.overlayHint,
    ),
    overlayLess: only(stepOpacity(-1), isOverlaid ? null : words.overlayHint),
    overlayMore: only(stepOpacity(1), isOverlaid ? null : words.overlayHint),
    measure: () => room.setState(({ isMeasuring }) => ({ isMeasuring: !isMeasuring, caliper: null })),
    leaveMeasuring: only(
      () => room.setState({ isMeasuring: false, caliper: null }),
      room.getState().isMeasuring || room.getState().caliper !== null ? null : words.measure,
    ),
    toggleCrossing: only(() => {
      room.setState({ camera: null });
      change({ isCrossing: !isCrossing });
    }, noCrossing(view)),
    toggleRendering: () => room.setState(({ camera }) => ({ camera: camera === null ? usualCamera : null })),
    turnLeft: turn(-turnDegrees, 0),
    turnRight: turn(turnDegrees, 0),
    turnUp: turn(0, turnDegrees),
    turnDown: turn(0, -turnDegrees),
    nearer: inSpace(camera => nearer(camera, 1.25)),
    farther: inSpace(camera => nearer(camera, 0.8)),
    resetRendering: inSpace(() => usualCamera),
    toggleEnFace: only(() => setFundus(fundus === 'enface' ? 'localizer' : 'enface'), view.noEnFace),
    presetVendor: preset('vendor'),
    presetLinear: preset('linear'),
    presetDark: preset('dark'),
    presetDeep: preset('deep'),
    presetInverted: preset('inverted'),
    markOd: () => stateOf(view, { laterality: 'OD' }, text.volumeCheck.eyeSet.OD),
    markOs: () => stateOf(view, { laterality: 'OS' }, text.volumeCheck.eyeSet.OS),
    setSpacing: onSetSpacing,
  });
}

function whileHeld(set: (isHeld: boolean) => void): void {
  set(true);
  const release = () => {
    set(false);
    removeEventListener('keyup', release);
    removeEventListener('blur', release);
  };
  addEventListener('keyup', release);
  addEventListener('blur', release);
}
