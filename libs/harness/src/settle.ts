/** Lets the event loop turn often enough for all that is under way, unless it waits for a timer or the network. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
}
