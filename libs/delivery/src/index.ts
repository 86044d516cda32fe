export { DeliveryModule } from './delivery.module';
export { MAX_IN_FLIGHT } from './dispatcher/dispatcher';
export { CreateDeliveries1764000004000 } from './migrations/1764000004000-create-deliveries';
export { ExtendDeliveries1764000013000 } from './migrations/1764000013000-extend-deliveries';
export { DEFAULT_RETRY_DELAYS_SECONDS } from './retry/retry-schedule';
export { parseCidrs } from './sender/cidr';
