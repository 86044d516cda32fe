import { NumberInput, type NumberInputProps } from '@mantine/core';

const MAX_RATE = 1_000;
export const DEFAULT_RATE = 100;

/** POSTs a second: any that the API takes. */
export function RateInput(props: NumberInputProps) {
  return (
    <NumberInput
      min={1}
      max={MAX_RATE}
      clampBehavior="strict"
      allowDecimal={false}
      hideControls
      {...props}
    />
  );
}

/** Why a form does not take it, if it does not. */
export const isNoRate = (rate: number | string): boolean => typeof rate !== 'number' || rate < 1;
