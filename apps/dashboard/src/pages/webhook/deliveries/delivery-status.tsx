import type { Delivery, DeliveryStatus } from '@app/client';
import { StatusBadge } from '../../../components/status-badge';
import { strings } from '../../../strings';

const text = strings.webhook.deliveries;

const LOOKS: Readonly<Record<DeliveryStatus, { readonly color: string; readonly sign: string }>> = {
  pending: { color: 'blue', sign: '…' },
  waiting: { color: 'blue', sign: '…' },
  delivered: { color: 'teal', sign: '✓' },
  failed: { color: 'red', sign: '✗' },
  cancelled: { color: 'gray', sign: '–' },
  expired: { color: 'gray', sign: '–' },
};

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const { color, sign } = LOOKS[status];
  return (
    <StatusBadge color={color} sign={sign}>
      {text.statuses[status]}
    </StatusBadge>
  );
}

/** What the endpoint said to the last attempt, or why it said nothing. */
export function answerOf({ last_attempt }: Pick<Delivery, 'last_attempt'>): string {
  if (!last_attempt) return text.noAnswer;
  const { status_code, error_class } = last_attempt;
  if (status_code !== null) return String(status_code);
  return text.errors[error_class!] ?? error_class!;
}
