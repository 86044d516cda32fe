/** PostgreSQL takes payloads of less than 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;
/** Who has more to tell has others look for themselves. */
const MAX_NOTICES = 10;

/** What one process tells the others of one channel; items are undefined where they are to look. */
export interface Notice {
  /** Of whoever tells, who knows already. */
  readonly from: string;
  readonly channel: string;
  readonly items?: readonly unknown[];
}

/**
 * The payloads that tell of these items, in as many notices as it takes.
 * @param items each as JSON; undefined to have others look for themselves
 */
export function toPayloads(
  from: string,
  channel: string,
  items: ReadonlySet<string> | undefined,
): string[] {
  const head = JSON.stringify({ from, channel } satisfies Notice).slice(0, -1);
  const look = [`${head}}`];
  if (items === undefined) return look;
  const payloads: string[] = [];
  let payload = '';
  for (const item of items) {
    const longer = payload === '' ? `${head},"items":[${item}` : `${payload},${item}`;
    if (payload !== '' && Buffer.byteLength(longer) + 2 > MAX_PAYLOAD_BYTES) {
      payloads.push(`${payload}]}`);
      payload = `${head},"items":[${item}`;
    } else {
      payload = longer;
    }
  }
  if (payload !== '') payloads.push(`${payload}]}`);
  return payloads.length > MAX_NOTICES ? look : payloads;
}

export function toNotice(payload: string): Notice {
  return JSON.parse(payload) as Notice;
}
