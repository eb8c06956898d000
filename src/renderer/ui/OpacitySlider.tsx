// How strong a mask or a map over a scan is: the steps of its keys.
import { Slider } from '@mantine/core';
import { text } from '../text/index.ts';
import { opacitySteps, strongest } from './opacitySteps.ts';

interface Props {
  /** Index into `opacitySteps`. */
  step: number;
  isDisabled: boolean;
  className: string | undefined;
  onStep: (step: number) => void;
}

export function OpacitySlider({ step, isDisabled, className, onStep }: Props) {
  return (
    <Slider
      className={className}
      size="sm"
      min={0}
      max={strongest}
      step={1}
      label={value => text.viewer.percent(opacitySteps[value] ?? 0)}
      thumbLabel={text.viewer.opacity}
      disabled={isDisabled}
      value={step}
      onChange={onStep}
    />
  );
}
