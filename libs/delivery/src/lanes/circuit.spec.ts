import { Circuit, FAILURES_TO_OPEN } from './circuit';

const NOW_MS = Date.UTC(2026, 0, 1);

/** Of attempts that began and ended at that moment. */
function fail(circuit: Circuit, times: number, atMs = NOW_MS): void {
  for (let n = 0; n < times; n++) circuit.failed(atMs, atMs);
}

describe('A circuit', () => {
  it('is closed at first, and stays so while fewer than five attempts in a row fail', () => {
    const circuit = new Circuit();
    fail(circuit, FAILURES_TO_OPEN - 1);
    circuit.succeeded();
    fail(circuit, FAILURES_TO_OPEN - 1);

    expect(circuit.isOpen).toBe(false);
    expect(circuit.probeAtMs).toBe(0);
  });

  it('opens by the fifth failure in a row, for five seconds', () => {
    const circuit = new Circuit();
    fail(circuit, FAILURES_TO_OPEN);

    expect(circuit.isOpen).toBe(true);
    expect(circuit.probeAtMs).toBe(NOW_MS + 5_000);
  });

  it('waits twice as long after each probe that fails, up to five minutes', () => {
    const circuit = new Circuit();
    fail(circuit, FAILURES_TO_OPEN);
    const pausesSeconds: number[] = [];
    for (let probe = 0; probe < 9; probe++) {
      const atMs = circuit.probeAtMs;
      fail(circuit, 1, atMs);
      pausesSeconds.push((circuit.probeAtMs - atMs) / 1_000);
    }

    expect(pausesSeconds).toEqual([10, 20, 40, 80, 160, 300, 300, 300, 300]);
  });

  it('takes what was under way when it opened for no probe', () => {
    const circuit = new Circuit();
    fail(circuit, FAILURES_TO_OPEN);
    circuit.failed(NOW_MS - 1, NOW_MS + 4_999);
    circuit.failed(NOW_MS + 4_999, NOW_MS + 6_000);

    expect(circuit.probeAtMs).toBe(NOW_MS + 5_000);
  });

  it('is closed by any success, and opens anew as if nothing had been', () => {
    const circuit = new Circuit();
    fail(circuit, FAILURES_TO_OPEN);
    fail(circuit, 1, NOW_MS + 5_000);
    circuit.succeeded();
    expect(circuit.isOpen).toBe(false);

    fail(circuit, FAILURES_TO_OPEN, NOW_MS + 60_000);

    expect(circuit.probeAtMs).toBe(NOW_MS + 65_000);
  });

  it('of an endpoint that was down is opened with a probe due at once, and pauses for longer if it fails', () => {
    const circuit = new Circuit();
    circuit.open();

    expect(circuit.isOpen).toBe(true);
    expect(circuit.probeAtMs).toBe(0);
    fail(circuit, 1);
    expect(circuit.probeAtMs).toBe(NOW_MS + 10_000);
    circuit.succeeded();
    expect(circuit.isOpen).toBe(false);
  });
});
