import { Receiver, type ReceivedPost } from '@app/harness';

/** What every consumer looks at first. */
export interface AnyPayload {
  readonly event: string;
}

/** What a consumer made of an event. */
interface Outcome<Result> {
  readonly event: string;
  readonly result: Result;
}

/** An endpoint that runs code written for Chatwoot on every POST, and answers 500 where that throws. */
export class Consumer<Result> {
  readonly errors: unknown[] = [];
  private readonly outcomes: Outcome<Result>[] = [];
  private readonly receiver: Receiver;

  constructor(consume: (body: AnyPayload, post: ReceivedPost) => Result) {
    this.receiver = new Receiver((post) => {
      try {
        const body = JSON.parse(post.rawBody.toString()) as AnyPayload;
        this.outcomes.push({ event: body.event, result: consume(body, post) });
        return 200;
      } catch (error) {
        this.errors.push(error);
        return 500;
      }
    });
  }

  get url(): string {
    return `${this.receiver.url}/webhook`;
  }

  /** Of what it got through, in the order of the alphabet. */
  get events(): string[] {
    return this.outcomes.map(({ event }) => event).toSorted();
  }

  /** In the order of their arrival, which may be another one each time. */
  resultsOf(...events: readonly string[]): Result[] {
    return this.outcomes.filter(({ event }) => events.includes(event)).map(({ result }) => result);
  }

  async start(): Promise<void> {
    await this.receiver.start();
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}
