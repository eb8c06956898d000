// The layer lines from vitreous to choroid, each with its colour and its switch.
import { Button, Checkbox } from '@mantine/core';
import { text } from '../../text/index.ts';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { PanelSwitch } from '../../ui/PanelSwitch.tsx';
import styles from './LayerSection.module.css';
import { useRoom, useRoomStore } from './roomState.ts';
import { useVolume } from './useVolume.ts';

export function LayerSection() {
  const { lines, settings, change } = useVolume();
  const room = useRoomStore();
  const areShown = useRoom(state => state.areLayersShown);
  const words = text.volume;
  const sources = new Set(lines.map(({ source }) => source));
  const [onlySource] = sources.size === 1 ? sources : [];
  const hidden = new Set(settings.hiddenLayers);
  const set = (key: string, isOn: boolean) => {
    if (isOn) hidden.delete(key);
    else hidden.add(key);
    change({ hiddenLayers: [...hidden] });
  };
  if (lines.length === 0) {
    return (
      <PanelSection title={words.layers}>
        <PanelHint>{words.noLayers}</PanelHint>
      </PanelSection>
    );
  }
  return (
    <PanelSection
      title={words.layers}
      aside={
        <PanelSwitch
          name={words.layers}
          command="toggleLayers"
          isOn={areShown}
          onChange={areLayersShown => room.setState({ areLayersShown })}
        />
      }
    >
      <ul className={styles.list} data-off={!areShown}>
        {lines.map(({ key, colour, widthPx, source }) => (
          <li key={key}>
            <Checkbox
              size="xs"
              classNames={{ body: styles.row ?? '', labelWrapper: styles.label ?? '' }}
              checked={!hidden.has(key)}
              onChange={event => set(key, event.currentTarget.checked)}
              label={
                <span className={styles.line}>
                  <span className={styles.swatch} style={{ background: colour, height: widthPx + 1 }} />
                  <span>{key}</span>
                  {onlySource === undefined && <span className={styles.source}>{words[source]}</span>}
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {onlySource !== undefined && <PanelHint>{words.layersBy[onlySource]}</PanelHint>}
      <span className={styles.actions}>
        <Button size="compact-xs" variant="default" disabled={hidden.size === 0} onClick={() => change({ hiddenLayers: [] })}>
          {words.allLayers}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={lines.every(({ key }) => hidden.has(key))}
          onClick={() => change({ hiddenLayers: lines.map(({ key }) => key) })}
        >
          {words.noneOfLayers}
        </Button>
      </span>
    </PanelSection>
  );
}
