import { BREAKS } from './breaks';
import { FLOODS } from './floods';
import { STALLS } from './stalls';
import { SURPRISES } from './surprises';

export { HostileReceiver } from './receiver';

export const BEHAVIOURS = [...STALLS, ...FLOODS, ...BREAKS, ...SURPRISES];
