export { DeliveryModule } from './delivery.module';
export { MAX_IN_FLIGHT } from './dispatcher/dispatcher';
export { DEFAULT_RETRY_DELAYS_SECONDS } from './retry/retry-schedule';
export { parseCidrs } from './sender/cidr';
export { DELIVERY_MIGRATIONS } from './migrations';
