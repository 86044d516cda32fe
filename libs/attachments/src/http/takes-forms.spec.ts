import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openNotesApp, type NotesApp } from '../testing/notes-app';
import { png } from '../testing/sample-files';

let app: NotesApp;

beforeEach(async () => {
  app = await openNotesApp();
});
afterEach(() => app.close());

const send = (content: string) =>
  app.post([
    ['content', content],
    ['attachments[]', png(1, 1)],
  ]);

describe('the files stay', () => {
  it.each([
    ['refused', 422],
    ['unauthorised', 401],
    ['unused', 200],
    ['again', 200],
  ])('nowhere where they came for nothing: %s', async (content, status) => {
    expect((await send(content)).status).toBe(status);
    expect(app.filesOnDisk()).toEqual([]);
  });

  it('where it is not known what became of the command', async () => {
    expect((await send('failed')).status).toBe(500);
    expect(app.filesOnDisk()).toEqual(['photo.png']);
  });
});

describe('a form that', () => {
  const begun = `--b
Content-Disposition: form-data; name="attachments[]"; filename="a.txt"
Content-Type: text/plain

The beginning`;

  it.each([
    ['ends in the middle of a file', begun],
    ['ends in the middle of a header', '--b\nContent-Disposition: form-da'],
    ['is something else', '{"content":"Hi"}'],
  ])('%s is malformed', async (_, text) => {
    expect(await app.postText(text)).toEqual({ status: 400, body: { error: expect.any(String) } });
    expect(app.filesOnDisk()).toEqual([]);
  });

  it('does not say what its parts are set apart by is malformed', async () => {
    expect(await app.postText(begun, 'multipart/form-data')).toMatchObject({ status: 400 });
  });

  it('is broken off leaves nothing', async () => {
    const request = httpRequest(`${app.url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    request.on('error', () => {});
    const closed = new Promise((resolve) => request.once('close', resolve));
    request.write(begun.replaceAll('\n', '\r\n') + 'a'.repeat(200_000));
    while (app.filesOnDisk().length === 0) await sleep(5);
    request.destroy();
    await closed;
    while (app.filesOnDisk().length > 0) await sleep(5);
    expect(app.errors).toEqual([]);
  });

  it('goes where only JSON is taken is refused', async () => {
    const { status, body } = await app.post([['content', 'Hi']], '/json-only');
    expect({ status, body }).toEqual({ status: 415, body: { error: expect.any(String) } });
  });
});
