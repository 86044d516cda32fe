/**
 * The URL that the text is, or undefined.
 *
 * Not `URL.canParse`, which lint forbids: once Node 20 has optimised a caller of it, it says false
 * of every URL that has letters like `ü` and none beyond Latin-1 (`https://bücher.example`).
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
