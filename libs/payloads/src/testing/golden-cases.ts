import type { StoredEvent } from '@app/event-store';
import { EXAMPLES } from '../catalogue/examples';
import { MESSAGE_CASES } from './message-cases';
import { OTHER_CASES } from './other-cases';
import { TEST_CASES } from './test-cases';

const examples = Object.entries(EXAMPLES).map(([name, event]) => [
  name.replaceAll('_', '-'),
  event,
]);

/** Stored events by the names of their golden files: the catalogue's example of each, and variants. */
export const GOLDEN_CASES: Readonly<Record<string, StoredEvent>> = {
  ...(Object.fromEntries(examples) as Record<string, StoredEvent>),
  ...MESSAGE_CASES,
  ...OTHER_CASES,
  ...TEST_CASES,
};
