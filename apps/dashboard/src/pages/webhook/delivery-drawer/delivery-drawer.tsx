import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { QueryResult } from '../../../components/query-result';
import { strings } from '../../../strings';
import { useDelivery } from '../webhook-queries';
import { DeliveryView } from './delivery-view';

const text = strings.webhook.delivery;

interface DeliveryDrawerProps {
  /** undefined while it is closed. */
  readonly deliveryId: number | undefined;
  readonly onClose: () => void;
}

export function DeliveryDrawer({ deliveryId, onClose }: DeliveryDrawerProps) {
  const [shown, setShown] = useState(deliveryId);
  // What is shown stays while the drawer closes.
  if (deliveryId !== undefined && deliveryId !== shown) setShown(deliveryId);
  const delivery = useDelivery(deliveryId ?? shown);
  return (
    <Drawer
      opened={deliveryId !== undefined}
      onClose={onClose}
      position="right"
      size="xl"
      title={text.title(shown ?? '')}
    >
      <QueryResult query={delivery} failed={text.notLoaded}>
        {(details) => <DeliveryView key={details.id} delivery={details} />}
      </QueryResult>
    </Drawer>
  );
}
