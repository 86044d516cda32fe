const END_OF_HEAD = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * Counts the HTTP/1.1 messages that come in on a connection, requests or responses, by their
 * Content-Length, and looks at nothing else: a parser would be half the cost of a bare POST.
 */
export class HttpMessageCounter {
  /** The beginning of a message whose head has not come whole. */
  private pending: Buffer | undefined;
  private missingBodyBytes = 0;

  /**
   * @returns how many messages end in the chunk
   * @throws Error for a message without a Content-Length
   */
  count(chunk: Buffer): number {
    const bytes = this.pending ? Buffer.concat([this.pending, chunk]) : chunk;
    this.pending = undefined;
    let ended = 0;
    let offset = 0;
    while (offset < bytes.length) {
      if (this.missingBodyBytes === 0) {
        const endOfHead = bytes.indexOf(END_OF_HEAD, offset, 'latin1');
        if (endOfHead === -1) {
          this.pending = bytes.subarray(offset);
          return ended;
        }
        this.missingBodyBytes = contentLength(bytes.toString('latin1', offset, endOfHead));
        offset = endOfHead + END_OF_HEAD.length;
      }
      const taken = Math.min(this.missingBodyBytes, bytes.length - offset);
      this.missingBodyBytes -= taken;
      offset += taken;
      if (this.missingBodyBytes === 0) ended++;
    }
    return ended;
  }
}

function contentLength(head: string): number {
  const length = CONTENT_LENGTH.exec(head)?.[1];
  if (length === undefined) throw new Error(`A message without Content-Length:\n${head}`);
  return Number(length);
}
