import { NumberInput } from '@mantine/core';
import { strings } from '../../strings';

const text = strings.replays;
const MAX_RATE = 10_000;

interface RateInputProps {
  readonly value: number | string;
  readonly onChange: (rate: number | string) => void;
}

/** POSTs a second; empty for as fast as the webhook takes them. */
export function RateInput({ value, onChange }: RateInputProps) {
  return (
    <NumberInput
      label={text.rate}
      description={text.rateHint}
      min={1}
      max={MAX_RATE}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={value}
      onChange={onChange}
    />
  );
}
