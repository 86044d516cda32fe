import { openNotesApp, type NoteAnswer, type NotesApp, type Part } from '../testing/notes-app';
import { png } from '../testing/sample-files';

let app: NotesApp;

beforeEach(async () => {
  app = await openNotesApp();
});
afterEach(() => app.close());

const note = async (...parts: Part[]): Promise<unknown> => {
  const { status, body } = await app.post(parts);
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body as NoteAnswer).note;
};

describe('the fields of a form', () => {
  it('are what a body of JSON would have had', async () => {
    const read = await note(
      ['content', 'Hi 日本'],
      ['private', 'true'],
      ['attributes', '{"items":[{"title":"A"}]}'],
    );
    const body = { content: 'Hi 日本', private: true, attributes: { items: [{ title: 'A' }] } };
    expect(read).toEqual(body);
    expect(app.bodies).toEqual([body]);
  });

  it.each(['true', '7', '{}', '[]', 'null', '"a"', '', ' '])(
    'stay the text that they are where they are text: %j',
    async (content) => {
      expect(await note(['content', content])).toEqual({ content });
    },
  );

  it.each(['', ' \r\n'])('that are no text are not there where they are %j', async (empty) => {
    expect(await note(['private', empty], ['attributes', empty])).toEqual({});
  });

  it('may be null where they are no text', async () => {
    expect(await note(['private', 'null'])).toEqual({ private: null });
  });

  it.each<[string, string, string]>([
    ['private', 'True', 'Private must be a boolean value, got "True"'],
    ['private', '1', 'Private must be a boolean value, got 1'],
    ['attributes', '{"items":', 'Attributes must be an object, got "{\\"items\\":"'],
    ['attributes', 'items', 'Attributes must be an object, got "items"'],
    ['attributes', '{"__proto__":{}}', 'Attributes must not have the key __proto__'],
    ['attributes', '{"a":"\\u0000"}', 'Attributes must not contain NUL characters'],
    ['attributes', '{"a":"\\ud83d"}', 'Attributes must be well-formed Unicode, got half'],
    ['attributes', '['.repeat(70) + ']'.repeat(70), 'Attributes must not be nested deeper'],
    ['content', 'a\0b', 'Content must not contain NUL characters'],
    ['kind', '', 'Kind must be one of the following values: text, cards, got ""'],
    ['colour', 'red', 'Colour is not a known field'],
    ['attributes[items][][title]', 'A', 'Attributes[items][][title] is not a known field'],
    ['attachments[]', 'signed-id', 'Attachments must be files of a multipart form'],
    ['attachments', '[]', 'Attachments must be files of a multipart form'],
  ])('are refused as in JSON: %s=%j', async (name, value, message) => {
    const { status, body } = await app.post([
      [name, value],
      ['attachments[]', png(1, 1)],
    ]);
    expect({ status, body }).toEqual({
      status: 422,
      body: { message: expect.stringContaining(message), attributes: [name.replace('s[]', 's')] },
    });
    expect(app.filesOnDisk()).toEqual([]);
  });

  it('given more than once are a list, and so refused where none is wanted', async () => {
    expect(
      await app.post([
        ['content', 'a'],
        ['content', 'b'],
      ]),
    ).toEqual({
      status: 422,
      body: { message: 'Content must be a string, got ["a","b"]', attributes: ['content'] },
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])('cannot be called %s', async (name) => {
    const { status, body } = await app.post([
      [name, 'x'],
      ['attachments[]', png(1, 1)],
    ]);
    expect({ status, body }).toEqual({ status: 400, body: { error: expect.any(String) } });
    expect(app.filesOnDisk()).toEqual([]);
  });

  it('take no more than a body of JSON together', async () => {
    const half = 'a'.repeat(600_000);
    expect(
      (
        await app.post([
          ['content', half],
          ['other', half],
        ])
      ).status,
    ).toBe(413);
    expect((await app.post([['content', half + half]])).status).toBe(413);
    expect((await app.post([['content', half]])).status).toBe(200);
  });

  it('may be none at all', async () => {
    expect(await app.postText('')).toMatchObject({ status: 200 });
  });
});
