// How the B-scan is drawn: height, display transform, window. Remembered for the modality and the device; nothing here changes the data.
import { NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { text } from '../../text/index.ts';
import { KeyedSwitch } from '../../ui/KeyedSwitch.tsx';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { type AspectMode, aspectModesOf, bscanSpacing } from './aspect.ts';
import styles from './DisplaySection.module.css';
import { type DisplayPreset, displayPresets, intensityOf } from './displayTransform.ts';
import { useVolume } from './useVolume.ts';
import { useWindow } from './useWindow.ts';
import { windowPresetOf, windowPresets } from './windowPresets.ts';

export function DisplaySection() {
  const volume = useVolume();
  const { view, settings, change, storedWindow } = volume;
  const words = text.volume;
  const spacing = bscanSpacing(view.header.spacingUm);
  const modes = aspectModesOf(spacing);
  const { window, range } = useWindow(volume);
  const intensity = intensityOf(settings.preset);
  const setWindow = (next: { low: number; high: number } | null) =>
    change({ windows: { ...settings.windows, [intensity]: next === null || next.high > next.low ? next : window } });
  const { device, modality } = view.header;
  const presets = windowPresets(intensity, storedWindow);
  return (
    <PanelSection title={words.display}>
      {modes.length > 1 ? (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.aspect}
          value={settings.aspect}
          onChange={value => change({ aspect: value as AspectMode })}
          data={modes.map(mode => ({ value: mode, label: words.aspects[mode] }))}
        />
      ) : (
        <PanelHint>{words.noSpacing}</PanelHint>
      )}
      <NativeSelect
        size="xs"
        label={words.preset}
        value={settings.preset}
        onChange={event => change({ preset: event.currentTarget.value as DisplayPreset })}
        data={displayPresets.map(preset => ({ value: preset, label: words.presets[preset] }))}
      />
      <NativeSelect
        size="xs"
        label={words.windows}
        value={windowPresetOf(presets, settings.windows[intensity])}
        onChange={event => {
          const chosen = presets.find(({ name }) => name === event.currentTarget.value);
          if (chosen !== undefined) setWindow(chosen.window);
        }}
        data={[
          ...presets.map(({ name, label }) => ({ value: name, label })),
          ...(windowPresetOf(presets, settings.windows[intensity]) === 'own' ? [{ value: 'own', label: words.windowNames.own }] : []),
        ]}
      />
      <div className={styles.window}>
        <NumberInput
          size="xs"
          label={words.black}
          value={window.low}
          step={(range.high - range.low) / 64}
          onChange={value => typeof value === 'number' && setWindow({ ...window, low: value })}
        />
        <NumberInput
          size="xs"
          label={words.white}
          value={window.high}
          step={(range.high - range.low) / 64}
          onChange={value => typeof value === 'number' && setWindow({ ...window, high: value })}
        />
      </div>
      <KeyedSwitch
        label={words.fill}
        command="toggleFill"
        isOn={settings.isFillHatched}
        onChange={isFillHatched => change({ isFillHatched })}
      />
      <PanelHint>
        {words.windowHint} {words.remembered([modality, device.model ?? device.manufacturer].filter(Boolean).join(', '))}
      </PanelHint>
    </PanelSection>
  );
}
