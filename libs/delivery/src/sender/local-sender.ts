import { HttpSender, type HttpSenderOptions } from './http-sender';
import { type SendRequest, Sender, type SignedSendResult } from './sender';
import { signHeaders } from './sign';

/** Signs and POSTs in the thread that asks for it. */
export class LocalSender extends Sender {
  private readonly http: HttpSender;

  constructor(options: HttpSenderOptions) {
    super();
    this.http = new HttpSender(options);
  }

  async ready(): Promise<void> {}

  async send(request: SendRequest): Promise<SignedSendResult> {
    const { identity, secrets, customHeaders, url, timeoutMs } = request;
    const body = Buffer.from(request.body);
    const { headers, signatures } = signHeaders(identity, { secrets, customHeaders, body });
    const result = await this.http.send({ url, headers, body, timeoutMs });
    return Object.assign(result, { signatures });
  }

  abortAll(): void {
    this.http.abortAll();
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
