export { DeliveryModule, type DeliveryOptions } from './delivery.module';
export { CreateDeliveries1764000004000 } from './migrations/1764000004000-create-deliveries';
export { DEFAULT_RETRY_DELAYS_SECONDS } from './retry/retry-schedule';
export { parseCidrs } from './sender/cidr';
