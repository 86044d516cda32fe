import { createHash } from 'node:crypto';
import { openNotesApp, type NoteAnswer, type NotesApp, type Part } from '../testing/notes-app';
import { png } from '../testing/sample-files';

let app: NotesApp;

beforeEach(async () => {
  app = await openNotesApp();
});
afterEach(() => app.close());

const pictures = (count: number): Part[] =>
  Array.from({ length: count }, () => ['attachments[]', png(1, 1)]);

const unnamed = (content: string): string => `--b
Content-Disposition: form-data; name="attachments[]"; filename=""
Content-Type: application/octet-stream

${content}
--b--
`;

const invalid = (message: string, attribute: string) => ({
  status: 422,
  body: { message: expect.stringContaining(message), attributes: [attribute] },
});

describe('the files of a form', () => {
  it.each(['attachments[]', 'attachments'])('are named %s', async (name) => {
    const { body } = await app.post([[name, png(640, 480)]]);
    const { attachments } = body as NoteAnswer;
    expect(attachments).toEqual([
      expect.objectContaining({ fileType: 'image', width: 640, height: 480 }),
    ]);
    expect(app.filesOnDisk()).toEqual(['photo.png']);
    const given = await fetch(attachments[0]!.dataUrl);
    expect(Buffer.from(await given.arrayBuffer()).equals(png(640, 480))).toBe(true);
  });

  it('are known by what was sent, and by nothing that another request would not have', async () => {
    const file = {
      filename: 'photo.png',
      contentType: 'image/png',
      sizeBytes: 33,
      sha256: createHash('sha256').update(png(640, 480)).digest('hex'),
      width: 640,
      height: 480,
    };
    for (let times = 0; times < 2; times += 1) {
      await app.post([
        ['content', 'Hi'],
        ['attachments[]', png(640, 480)],
      ]);
    }
    const body = { content: 'Hi', attachments: [file] };
    expect(app.bodies).toEqual([body, body]);
  });

  it('keep their order, before and behind the fields', async () => {
    const { body } = await app.post([
      ['attachments[]', Buffer.from('1'), '1.txt'],
      ['content', 'Hi'],
      ['attachments[]', Buffer.from('2'), '2.txt'],
    ]);
    const { attachments } = body as NoteAnswer;
    expect(attachments.map(({ dataUrl }) => dataUrl.split('/').at(-1))).toEqual(['1.txt', '2.txt']);
  });

  it.each([
    ['../../x', 'x'],
    ['日本.png', encodeURIComponent('日本.png')],
    [`${'a'.repeat(1_000)}.png`, `${'a'.repeat(116)}.png`],
  ])('called %j have the end of the URL %j', async (name, end) => {
    const { body } = await app.post([['attachments[]', png(1, 1), name]]);
    const { dataUrl } = (body as NoteAnswer).attachments[0]!;
    expect(dataUrl.split('/').at(-1)).toBe(end);
    expect((await fetch(dataUrl)).status).toBe(200);
  });

  it('without a name are called file', async () => {
    expect(await app.postText(unnamed('bytes'))).toMatchObject({
      status: 200,
      body: { attachments: [{ dataUrl: expect.stringMatching(/\/file$/) }] },
    });
  });

  it('without a name or a byte are none', async () => {
    expect(await app.postText(unnamed(''))).toEqual({
      status: 200,
      body: { note: {}, attachments: [] },
    });
    expect(app.filesOnDisk()).toEqual([]);
  });

  it('are as many as the route takes', async () => {
    expect(await app.post(pictures(16))).toEqual(
      invalid('Attachments take at most 15 files, got more', 'attachments'),
    );
    expect(app.filesOnDisk()).toEqual([]);
    expect((await app.post(pictures(15))).status).toBe(200);
    expect(app.filesOnDisk()).toHaveLength(15);
  });

  it('are of 40 MB at most', async () => {
    const limit = 40 * 1024 * 1024;
    expect(
      await app.post([
        ['attachments[]', png(1, 1)],
        ['attachments[]', Buffer.alloc(limit + 1), 'a.bin'],
      ]),
    ).toEqual(
      invalid(
        'Attachments take files of at most 40 MB, got "a.bin", which is larger',
        'attachments',
      ),
    );
    expect(app.filesOnDisk()).toEqual([]);
    const { body } = await app.post([['attachments[]', Buffer.alloc(limit), 'a.bin']]);
    expect((body as NoteAnswer).attachments[0]!.fileSizeBytes).toBe(limit);
  });

  it('are taken as attachments only', async () => {
    expect(
      await app.post([
        ['attachments[]', png(1, 1)],
        ['avatar', png(1, 1)],
      ]),
    ).toEqual(invalid('avatar takes no file, got one', 'avatar'));
    expect(app.filesOnDisk()).toEqual([]);
  });

  it.each([
    [[{ filename: 'photo.png', contentType: 'image/png', sizeBytes: 1, sha256: '', width: 1 }]],
    ['photo.png'],
    [[null]],
    [{}],
  ])('cannot be claimed by JSON: %j', async (attachments) => {
    expect(await app.postText(JSON.stringify({ attachments }), 'application/json')).toEqual(
      invalid('Attachments must be files of a multipart form, got ', 'attachments'),
    );
  });
});
