import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { PublicUrl } from '../public-url';
import { contentTypeOf, fileTypeOf, SIGNATURE_BYTES } from './content-type';
import { readStart, syncDirectory } from './disk';
import { extensionOf, fileNameOf } from './file-name';
import { NO_PICTURE, pictureHeaderBytes, pictureSizeOf } from './picture-size';
import { markReceived, receivedId, type ReceivedFile } from './received-file';
import type { StoredFile } from './stored-file';

/** The path below which the server gives files out. */
export const ATTACHMENTS_PATH = 'attachments';

/** Where files are until they have come whole and a command wants them. */
const INCOMING = 'incoming';

/** 128 bits, which nobody guesses; in hexadecimal, for some file systems fold case. */
const ID_BYTES = 16;
const ID = /^[\da-f]{32}$/;

export class AttachmentsDirectoryError extends Error {
  constructor(directory: string, cause: Error) {
    super(
      `ATTACHMENTS_DIR takes a directory that can be made and written to, got ${JSON.stringify(directory)} (${cause.message})`,
      { cause },
    );
    this.name = 'AttachmentsDirectoryError';
  }
}

/** A file on disk and how it may be given out. */
export interface FoundFile {
  /** Below the store's directory. */
  readonly path: string;
  readonly contentType: string;
}

/**
 * Files on disk, each in a directory of its own with an unguessable name. A file is written below
 * `incoming/`, synced and then moved out, so that one cut off on the way is never given out.
 */
export class AttachmentStore {
  private constructor(
    readonly directory: string,
    private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Makes the directory, which no other process may use, and takes away what a killed process had
   * received in part.
   * @throws AttachmentsDirectoryError
   */
  static async open(path: string, publicUrl: PublicUrl): Promise<AttachmentStore> {
    const directory = resolve(path);
    try {
      await remove(join(directory, INCOMING));
      await mkdir(join(directory, INCOMING), { recursive: true });
      await syncDirectory(dirname(directory));
    } catch (error) {
      throw new AttachmentsDirectoryError(path, error as Error);
    }
    return new AttachmentStore(directory, publicUrl);
  }

  /**
   * Writes a file to disk as it comes. Where that fails, nothing is left of it.
   * @param name what its sender calls it
   * @param declaredType what its sender says it is
   */
  async receive(
    content: AsyncIterable<Uint8Array>,
    name: string,
    declaredType: string,
  ): Promise<ReceivedFile> {
    const id = randomBytes(ID_BYTES).toString('hex');
    const filename = fileNameOf(name);
    const directory = this.incoming(id);
    await mkdir(directory);
    try {
      const file = await receiveInto(join(directory, filename), content, declaredType);
      await syncDirectory(directory);
      return markReceived({ filename, ...file }, id);
    } catch (error) {
      await remove(directory);
      throw error;
    }
  }

  /** Gives files their URLs. They are on disk for good when this resolves. */
  async keep(files: readonly ReceivedFile[]): Promise<StoredFile[]> {
    for (const file of files) await rename(this.incoming(idOf(file)), this.kept(idOf(file)));
    if (files.length > 0) await syncDirectory(this.directory);
    return files.map((file) => this.describe(file));
  }

  /** Removes those of the files that were not kept. */
  async discard(files: readonly ReceivedFile[]): Promise<void> {
    for (const file of files) await remove(this.incoming(idOf(file)));
  }

  /** Removes the files, kept or not. */
  async withdraw(files: readonly ReceivedFile[]): Promise<void> {
    for (const file of files) await remove(this.kept(idOf(file)));
    await this.discard(files);
  }

  /** A kept file; undefined for whatever else a URL may name. */
  async find(id: string, name: string): Promise<FoundFile | undefined> {
    // A name that would not have been given is no file's, and may be a way out of the directory.
    if (!ID.test(id) || fileNameOf(name) !== name) return undefined;
    const path = join(this.kept(id), name);
    try {
      return { path: `${id}/${name}`, contentType: await readContentType(path, name) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private describe(file: ReceivedFile): StoredFile {
    const { filename, contentType, sizeBytes, width, height } = file;
    const fileType = fileTypeOf(contentType);
    const dataUrl = this.publicUrl.of(
      `/${ATTACHMENTS_PATH}/${idOf(file)}/${encodeURIComponent(filename)}`,
    );
    return {
      fileType,
      extension: extensionOf(filename),
      contentType,
      dataUrl,
      thumbUrl: fileType === 'image' ? dataUrl : '',
      fileSizeBytes: sizeBytes,
      width,
      height,
    };
  }

  private incoming(id: string): string {
    return join(this.directory, INCOMING, id);
  }

  private kept(id: string): string {
    return join(this.directory, id);
  }
}

function idOf(file: ReceivedFile): string {
  const id = receivedId(file);
  if (id === undefined) throw new Error('No such file was received');
  return id;
}

async function receiveInto(
  path: string,
  content: AsyncIterable<Uint8Array>,
  declaredType: string,
): Promise<Omit<ReceivedFile, 'filename'>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      yield chunk;
    }
  }

  const file = await open(path, 'wx+');
  try {
    await writeFile(file, counted());
    await file.sync();
    const start = await readStart(file, SIGNATURE_BYTES);
    const contentType = contentTypeOf(start, extensionOf(path), declaredType);
    const { width, height } =
      fileTypeOf(contentType) === 'image'
        ? pictureSizeOf(await readStart(file, pictureHeaderBytes(contentType)))
        : NO_PICTURE;
    return { contentType, sizeBytes, sha256: hash.digest('hex'), width, height };
  } finally {
    await file.close();
  }
}

async function readContentType(path: string, name: string): Promise<string> {
  const file = await open(path);
  try {
    return contentTypeOf(await readStart(file, SIGNATURE_BYTES), extensionOf(name));
  } finally {
    await file.close();
  }
}

async function remove(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}
