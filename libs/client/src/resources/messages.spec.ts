import { connectHoory, CONTACT, MESSAGE } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';
import {
  jsonAnswer,
  startRecordingServer,
  type RecordingServer,
} from '../testing/recording-server';

const BASE = '/api/v1/accounts/3/conversations/1/messages';

const LIST = {
  meta: { labels: [], additional_attributes: {}, contact: CONTACT, agent_last_seen_at: 0 },
  payload: [MESSAGE],
};
const NEW_MESSAGE = {
  content: 'Pick one – 日本語',
  message_type: 'outgoing',
  private: true,
  content_type: 'input_select',
  content_attributes: { items: [{ title: 'Yes', value: 'y' }] },
  echo_id: 'e1',
  source_id: 'wa-9',
} as const;
const FAILURE = { status: 'failed', external_error: 'Number unknown' } as const;

describe('messages', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the latest messages',
      call: ({ messages }) => messages.list(1),
      sends: `GET ${BASE}`,
      answer: LIST,
      gives: LIST,
    },
    {
      does: 'lists the messages before one',
      call: ({ messages }) => messages.list(1, { before: 42 }),
      sends: `GET ${BASE}?before=42`,
      answer: LIST,
      gives: LIST,
    },
    {
      does: 'lists the messages after one',
      call: ({ messages }) => messages.list(1, { after: 41 }),
      sends: `GET ${BASE}?after=41`,
      answer: LIST,
      gives: LIST,
    },
    {
      does: 'creates a message as JSON, with booleans and objects as such',
      call: ({ messages }) => messages.create(1, NEW_MESSAGE),
      sends: `POST ${BASE}`,
      body: NEW_MESSAGE,
      answer: { ...MESSAGE, echo_id: 'e1' },
      gives: { ...MESSAGE, echo_id: 'e1' },
    },
    {
      does: 'takes an empty list of attachments for none',
      call: ({ messages }) => messages.create(1, { content: 'Hi', attachments: [] }),
      sends: `POST ${BASE}`,
      body: { content: 'Hi' },
      answer: MESSAGE,
      gives: MESSAGE,
    },
    {
      does: 'updates a message with the changes alone',
      call: ({ messages }) => messages.update(1, 42, FAILURE),
      sends: `PATCH ${BASE}/42`,
      body: FAILURE,
      answer: MESSAGE,
      gives: MESSAGE,
    },
    {
      does: 'deletes a message and gives what is left of it',
      call: ({ messages }) => messages.delete(1, 42),
      sends: `DELETE ${BASE}/42`,
      answer: { ...MESSAGE, content: 'This message was deleted' },
      gives: { ...MESSAGE, content: 'This message was deleted' },
    },
  ]);

  describe('with attachments', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff);
    let server: RecordingServer;
    let form: FormData;

    beforeAll(async () => {
      server = await startRecordingServer();
      server.answer = jsonAnswer(200, MESSAGE);
      await connectHoory(server.baseUrl).messages.create(1, {
        ...NEW_MESSAGE,
        source_id: undefined,
        attachments: [
          { name: 'Rechnung für Zoë.txt', content: Buffer.from('## 12 € ##').subarray(3, -3) },
          { name: 'logo.png', content: new Blob([png], { type: 'image/png' }) },
        ],
      });
      form = server.requests[0]!.body as FormData;
    });

    afterAll(() => server.close());

    it('sends one request, whose length is told', () => {
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]).toMatchObject({
        method: 'POST',
        path: BASE,
        headers: { 'content-length': expect.stringMatching(/^\d+$/) },
      });
    });

    it('words booleans and objects as text, and leaves out what is undefined', () => {
      expect([...form].filter(([field]) => field !== 'attachments[]')).toEqual([
        ['content', 'Pick one – 日本語'],
        ['message_type', 'outgoing'],
        ['private', 'true'],
        ['content_type', 'input_select'],
        ['content_attributes', '{"items":[{"title":"Yes","value":"y"}]}'],
        ['echo_id', 'e1'],
      ]);
    });

    it('sends each file with its name, its type and its bytes', async () => {
      const files = form.getAll('attachments[]') as File[];

      expect(files.map(({ name, type }) => ({ name, type }))).toEqual([
        { name: 'Rechnung für Zoë.txt', type: 'application/octet-stream' },
        { name: 'logo.png', type: 'image/png' },
      ]);
      expect(await files[0]!.text()).toBe('12 €');
      expect(new Uint8Array(await files[1]!.arrayBuffer())).toEqual(png);
    });
  });
});
