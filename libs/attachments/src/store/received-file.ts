import type { PictureSize } from './picture-size';

/**
 * A file that has come whole and is on disk, but is nobody's yet. It says nothing but what was
 * sent, so that the same file sent again looks the same.
 */
export interface ReceivedFile extends PictureSize {
  readonly filename: string;
  /** A MIME type, told by its bytes where it can be. */
  readonly contentType: string;
  readonly sizeBytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Beside the files and not in them, so that no JSON can pass for a file. */
const ids = new WeakMap<ReceivedFile, string>();

/** @param id the unguessable part of its path */
export function markReceived(file: ReceivedFile, id: string): ReceivedFile {
  ids.set(file, id);
  return file;
}

/** undefined for what only looks like a received file. */
export function receivedId(file: object): string | undefined {
  return ids.get(file as ReceivedFile);
}
