/** One of a stream of https://html.spec.whatwg.org/#server-sent-events. */
export interface ServerSentEvent {
  /** `message` where the stream does not say. */
  readonly event: string;
  readonly data: string;
}

/** Makes events of the bytes of a stream, however they are cut into chunks. */
export class ServerSentEvents {
  /** What to come back with: of the last whole event, also of one that had no data. */
  lastEventId: string | undefined;
  private readonly decoder = new TextDecoder();
  /** Of a line whose end has not come. */
  private rest = '';
  private id: string | undefined;
  private event = '';
  private data: string[] = [];

  constructor(lastEventId?: string) {
    this.lastEventId = lastEventId;
  }

  *read(chunk: Uint8Array): Generator<ServerSentEvent, void> {
    const text = this.rest + this.decoder.decode(chunk, { stream: true });
    // A CR at the end may be half of a CRLF.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop()!;
    for (const line of lines) {
      if (line !== '') this.take(line);
      else yield* this.dispatch();
    }
  }

  private take(line: string): void {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!;
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.event = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
  }

  private *dispatch(): Generator<ServerSentEvent, void> {
    const { event, data } = this;
    this.lastEventId = this.id ?? this.lastEventId;
    this.event = '';
    this.data = [];
    if (data.length > 0) yield { event: event || 'message', data: data.join('\n') };
  }
}
