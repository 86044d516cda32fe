/** Below what any file system takes, which is 143 at the least (eCryptfs). */
const MAX_NAME_BYTES = 120;
const MAX_EXTENSION_LENGTH = 16;

/** What no name may have: separators, what Windows refuses, and what is not seen or turns text round. */
const UNFIT = /[/\\:*?"<>|]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu;

/**
 * The name under which a file is kept, and shown at the end of its URL: the last part of what its
 * sender called it, shortened before the extension where it is too long. The name of a name is itself.
 */
export function fileNameOf(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  // No dot in front, for that hides a file; no dot or space at the end, for Windows drops it.
  const name = shorten(
    last
      .replaceAll(UNFIT, '_')
      .trim()
      .replace(/^[.\s]+/, ''),
  );
  return name.replace(/[.\s]+$/, '') || 'file';
}

/** In lower case and without the dot; null where the name has none. */
export function extensionOf(name: string): string | null {
  const extension = /[^.]\.([A-Za-z\d]+)$/.exec(name)?.[1];
  if (!extension || extension.length > MAX_EXTENSION_LENGTH) return null;
  return extension.toLowerCase();
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const extension = extensionOf(name);
  const end = extension === null ? '' : name.slice(-extension.length - 1);
  const start = Buffer.from(name).subarray(0, MAX_NAME_BYTES - end.length);
  // Half a character at the cut is dropped.
  return new TextDecoder().decode(start, { stream: true }) + end;
}
