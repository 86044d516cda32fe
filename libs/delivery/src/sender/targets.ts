/** More URLs than most installations have webhooks. */
const MOST_TARGETS = 1024;

/** What undici is asked for. */
export interface Target {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
}

/** Parses the URLs of endpoints, and remembers: to parse one again for every POST costs 1 µs. */
export class Targets {
  private readonly byUrl = new Map<string, Target>();

  /** undefined for what is not an http or https URL. */
  of(url: string): Target | undefined {
    const known = this.byUrl.get(url);
    if (known) return known;
    const target = parse(url);
    if (!target) return undefined;
    if (this.byUrl.size === MOST_TARGETS) this.byUrl.clear();
    this.byUrl.set(url, target);
    return target;
  }
}

function parse(text: string): Target | undefined {
  // Not by `URL.canParse`, which Node 20 gets wrong, nor by `@app/http`, which no thread needs.
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const { protocol, origin, pathname, search } = url;
  return protocol === 'https:' || protocol === 'http:'
    ? { origin, path: pathname + search }
    : undefined;
}
