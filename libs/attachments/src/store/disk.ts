import { open, type FileHandle } from 'node:fs/promises';

/** The first bytes of a file, fewer where it has no more. */
export async function readStart(file: FileHandle, byteLength: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(byteLength), 0, byteLength, 0);
  return buffer.subarray(0, bytesRead);
}

/** Has the names in a directory survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  // It has no such call, and keeps names safe by itself.
  if (process.platform === 'win32') return;
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
