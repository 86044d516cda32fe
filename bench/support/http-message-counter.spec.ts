import { HttpMessageCounter } from './http-message-counter';

const POST = 'POST /hook HTTP/1.1\r\nhost: sink\r\ncontent-length: 5\r\n\r\nhello';
const EMPTY_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

function countIn(...chunks: string[]): number {
  const counter = new HttpMessageCounter();
  return chunks.reduce((ended, chunk) => ended + counter.count(Buffer.from(chunk)), 0);
}

describe('HttpMessageCounter', () => {
  it('counts a request once its body is there', () => {
    expect(countIn(POST.slice(0, -1))).toBe(0);
    expect(countIn(POST)).toBe(1);
  });

  it('counts a message without a body at the end of its head', () => {
    expect(countIn(EMPTY_ANSWER)).toBe(1);
    expect(countIn(EMPTY_ANSWER + POST)).toBe(2);
  });

  it('counts the same however the bytes are cut', () => {
    const bytes = POST + EMPTY_ANSWER + POST;
    expect(countIn(...Array.from(bytes))).toBe(3);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(countIn(bytes.slice(0, cut), bytes.slice(cut))).toBe(3);
    }
  });

  it('does not take a body for a head', () => {
    const body = `\r\n\r\n${EMPTY_ANSWER}`;
    expect(countIn(`POST / HTTP/1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`)).toBe(1);
  });

  it('refuses a message whose length it cannot know', () => {
    expect(() => countIn('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')).toThrow(
      'transfer-encoding: chunked',
    );
  });
});
