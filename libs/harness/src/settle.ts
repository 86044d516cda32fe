/** Lets the event loop turn often enough for what waits for neither a timer nor the network. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
}
