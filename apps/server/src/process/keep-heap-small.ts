import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect the old generation whenever it has grown to twice of what was alive the last time, where
 * it would wait for four times as much on a machine with memory to spare: a long backlog leaves little
 * alive and much that has grown old. For the price see docs/decisions/0034.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100');
}
