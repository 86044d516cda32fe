import { accessTokens } from './access-tokens';
import { eventTypes } from './event-types';
import { integrations } from './integrations';
import { live } from './live';
import { replays } from './replays';
import { session } from './session';
import { shell } from './shell';
import { webhook } from './webhook';
import { webhooks } from './webhooks';

/** All that a person reads, a file a page: what a translation has to say. */
export const strings = {
  accessTokens,
  eventTypes,
  integrations,
  live,
  replays,
  session,
  shell,
  webhook,
  webhooks,
};
