import { accessTokens } from './access-tokens';
import { integrations } from './integrations';
import { session } from './session';
import { shell } from './shell';
import { webhook } from './webhook';
import { webhooks } from './webhooks';

/** All that a person reads, a file a page: what a translation has to say. */
export const strings = { accessTokens, integrations, session, shell, webhook, webhooks };
