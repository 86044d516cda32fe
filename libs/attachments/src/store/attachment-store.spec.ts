import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PublicUrl } from '../public-url';
import { png } from '../testing/sample-files';
import { AttachmentsDirectoryError, AttachmentStore } from './attachment-store';

async function* cutOff(): AsyncGenerator<Buffer> {
  yield png(1, 1);
  throw new Error('The client has gone');
}

describe('the attachment store', () => {
  let directory: string;
  let store: AttachmentStore;

  const publicUrl = new PublicUrl('https://hoory.example.com');
  const openStore = () => AttachmentStore.open(directory, publicUrl);
  const receive = (content: Buffer, name = 'photo.png', type = 'image/png') =>
    store.receive(Readable.from([content]), name, type);
  /** All that is in the directory, but for the place of what is coming. */
  const filesOnDisk = () =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((path) => path !== 'incoming')
      .toSorted();

  beforeEach(async () => {
    directory = join(mkdtempSync(join(tmpdir(), 'attachments-')), 'made', 'by the store');
    store = await openStore();
  });
  afterEach(() => rmSync(join(directory, '..', '..'), { recursive: true }));

  it('tells of a file what came, and nothing by which another one like it would differ', async () => {
    const content = png(640, 480);
    const file = {
      filename: 'photo.png',
      contentType: 'image/png',
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      width: 640,
      height: 480,
    };
    expect(await receive(content)).toEqual(file);
    expect(await receive(content)).toEqual(file);
  });

  it('gives a file a URL that nobody can guess', async () => {
    const [stored] = await store.keep([await receive(png(640, 480), '日本 1.png')]);
    const { dataUrl } = stored!;
    expect(dataUrl).toMatch(
      /^https:\/\/hoory\.example\.com\/attachments\/[\da-f]{32}\/%E6%97%A5%E6%9C%AC%201\.png$/,
    );
    expect(stored).toEqual({
      fileType: 'image',
      extension: 'png',
      contentType: 'image/png',
      dataUrl,
      thumbUrl: dataUrl,
      fileSizeBytes: 33,
      width: 640,
      height: 480,
    });
  });

  it('keeps the same file under another URL each time', async () => {
    const files = [await receive(png(1, 1)), await receive(png(1, 1))];
    const urls = (await store.keep(files)).map(({ dataUrl }) => dataUrl);
    expect(new Set(urls).size).toBe(2);
  });

  it('shows no picture of what is none', async () => {
    const [stored] = await store.keep([await receive(Buffer.from('%PDF-1.7'), 'README', 'a/b')]);
    expect(stored).toEqual({
      fileType: 'file',
      extension: null,
      contentType: 'a/b',
      dataUrl: expect.stringMatching(/\/README$/),
      thumbUrl: '',
      fileSizeBytes: 8,
      width: null,
      height: null,
    });
  });

  it('finds what was kept, with the bytes that came', async () => {
    const content = Buffer.alloc(200_000, 7);
    const [stored] = await store.keep([await receive(content, 'a.bin', 'a/b')]);
    const [id, name] = stored!.dataUrl.split('/').slice(-2);
    const found = await store.find(id!, name!);
    expect(found).toEqual({ path: `${id}/a.bin`, contentType: 'application/octet-stream' });
    expect(readFileSync(join(store.directory, found!.path)).equals(content)).toBe(true);
  });

  it('does not find what has only come', async () => {
    await receive(png(1, 1));
    const [id] = readdirSync(join(directory, 'incoming'));
    expect(await store.find(id!, 'photo.png')).toBeUndefined();
  });

  it('leaves nothing of a file that is cut off', async () => {
    const received = store.receive(cutOff(), 'photo.png', 'image/png');
    await expect(received).rejects.toThrow('The client has gone');
    expect(filesOnDisk()).toEqual([]);
  });

  it('discards what was not kept, and nothing else', async () => {
    const files = [await receive(png(1, 1), 'kept.png'), await receive(png(1, 1), 'not.png')];
    await store.keep(files.slice(0, 1));
    await store.discard(files);
    expect(filesOnDisk()).toEqual([
      expect.stringMatching(/^[\da-f]{32}$/),
      expect.stringMatching(/\/kept\.png$/),
    ]);
  });

  it('withdraws what was kept as well', async () => {
    const files = [await receive(png(1, 1)), await receive(png(1, 1))];
    await store.keep(files.slice(0, 1));
    await store.withdraw(files);
    expect(filesOnDisk()).toEqual([]);
  });

  it('forgets at its next start what a killed process had received, and keeps what that kept', async () => {
    const [stored] = await store.keep([await receive(png(1, 1))]);
    await receive(png(1, 1));
    store = await openStore();
    expect(filesOnDisk()).toHaveLength(2);
    const [id, name] = stored!.dataUrl.split('/').slice(-2);
    expect(await store.find(id!, name!)).toMatchObject({ contentType: 'image/png' });
  });

  it('keeps no file that it did not receive', async () => {
    const file = await receive(png(1, 1));
    await expect(store.keep([{ ...file }])).rejects.toThrow('No such file was received');
  });

  it('cannot be where there is a file', async () => {
    const path = join(directory, 'file');
    writeFileSync(path, '');
    const opened = AttachmentStore.open(path, publicUrl);
    await expect(opened).rejects.toThrow(AttachmentsDirectoryError);
    await expect(opened).rejects.toThrow(
      `ATTACHMENTS_DIR takes a directory that can be made and written to, got "${path}" (ENOTDIR`,
    );
  });
});
