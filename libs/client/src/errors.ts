/** The server answered, and said no: any status other than 2xx. */
export class HooryApiError extends Error {
  constructor(
    readonly status: number,
    /** The server's own words, fit to be shown to a person. */
    message: string,
    /** The fields at fault; empty where the fault is in none of them. */
    readonly attributes: readonly string[] = [],
  ) {
    super(message);
    this.name = 'HooryApiError';
  }

  /** Reads `{message, attributes}` and `{error}`; any other body, such as a proxy's, becomes `HTTP <status>`. */
  static from(status: number, body: unknown): HooryApiError {
    const { message, error, attributes } = (body ?? {}) as Record<string, unknown>;
    const words = [message, error].find((candidate) => typeof candidate === 'string');
    return new HooryApiError(
      status,
      words ?? `HTTP ${status}`,
      Array.isArray(attributes) ? attributes.map(String) : [],
    );
  }
}

/**
 * No answer of the API arrived: the connection was refused or broke, the time was up, or something
 * else than the API answered. A request that changes something may have been carried out.
 */
export class HooryConnectionError extends Error {
  constructor(
    message: string,
    /** Node's or axios's name for what went wrong, e.g. `ECONNREFUSED`; `ECONNABORTED` is a timeout. */
    readonly code: string | undefined,
    options: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'HooryConnectionError';
  }
}
