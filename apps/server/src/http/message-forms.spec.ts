import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublicUrl } from '@app/attachments';
import ChatwootClient from '@figuro/chatwoot-sdk';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp } from '../create-app';
import { readSettings } from '../settings/settings';

const TOKEN = 'the-administrators-token';
const HEADERS = { api_access_token: TOKEN };
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let directory: string;
let app: NestFastifyApplication;
let url: string;
let conversationId: number;

const filesOnDisk = (): string[] =>
  readdirSync(join(directory, 'attachments'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

interface Attachment {
  readonly data_url: string;
}
interface Message {
  readonly id: number;
  readonly attachments?: readonly Attachment[];
}

async function postJson<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`${url}/api/v1/accounts/1${path}`, {
    method: 'POST',
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

async function postForm(path: string, fields: Record<string, string | File>, headers = HEADERS) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(`${url}/api/v1/accounts/1${path}`, {
    method: 'POST',
    headers,
    body: form,
  });
  return { status: response.status, body: await response.json() };
}

const photo = () => new File([ONE_PIXEL], 'photo.png', { type: 'image/png' });
const messages = (id = conversationId) => `/conversations/${id}/messages`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'message-forms-'));
  const settings = readSettings({
    DATABASE_URL: `sqlite:${join(directory, 'hoory.db')}`,
    BOOTSTRAP_ACCESS_TOKEN: TOKEN,
  });
  app = await createApp(settings, pino({ level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  app.get(PublicUrl, { strict: false }).listensAt(url);

  const inbox = await postJson<{ id: number }>('/inboxes', {
    name: 'API',
    channel: { type: 'api' },
  });
  const { payload } = await postJson<{ payload: { contact: { id: number } } }>('/contacts', {
    name: 'Carol',
    inbox_id: inbox.id,
  });
  const conversation = await postJson<{ id: number }>('/conversations', {
    inbox_id: inbox.id,
    contact_id: payload.contact.id,
  });
  conversationId = conversation.id;
});
afterEach(() => {
  for (const entry of readdirSync(join(directory, 'attachments'))) {
    if (entry !== 'incoming') rmSync(join(directory, 'attachments', entry), { recursive: true });
  }
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

describe('a message in a form', () => {
  it('is the message that it would be in JSON', async () => {
    const inJson = await postJson<Message>(messages(), {
      content: 'true',
      private: true,
      message_type: 'outgoing',
      content_type: 'input_select',
      content_attributes: { items: [{ title: 'A', value: 'a' }] },
      echo_id: 'e1',
    });
    const inForm = await postForm(messages(), {
      content: 'true',
      private: 'true',
      message_type: 'outgoing',
      content_type: 'input_select',
      content_attributes: '{"items":[{"title":"A","value":"a"}]}',
      echo_id: 'e1',
    });
    expect(inForm).toEqual({
      status: 200,
      body: { ...inJson, id: inJson.id + 1, created_at: expect.any(Number) },
    });
  });

  it('has its files, which are then to be had at their URLs', async () => {
    const { body } = await postForm(messages(), { content: 'Look', 'attachments[]': photo() });
    const { id, attachments } = body as Message;
    const dataUrl = attachments![0]!.data_url;
    expect(dataUrl.startsWith(`${url}/attachments/`)).toBe(true);
    expect(attachments).toEqual([
      {
        id: expect.any(Number),
        message_id: id,
        account_id: 1,
        file_type: 'image',
        extension: 'png',
        content_type: 'image/png',
        data_url: dataUrl,
        thumb_url: dataUrl,
        file_size: ONE_PIXEL.length,
        width: 1,
        height: 1,
      },
    ]);
    const given = await fetch(dataUrl);
    expect(Buffer.from(await given.arrayBuffer()).equals(ONE_PIXEL)).toBe(true);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['its conversation is unknown', '/conversations/999/messages', {}, 404],
    ['a field is at fault', '', { content_type: 'carousel' }, 422],
    ['its content attributes are no JSON', '', { content_attributes: '{"items"' }, 422],
    ['its content attributes lack what its type takes', '', { content_type: 'cards' }, 422],
  ])('leaves no file where %s', async (_, path, fields, status) => {
    const sent = await postForm(path || messages(), { ...fields, 'attachments[]': photo() });
    expect(sent.status).toBe(status);
    expect(filesOnDisk()).toEqual([]);
  });

  it('is not even read from whoever has no token', async () => {
    const sent = await postForm(
      messages(),
      { 'attachments[]': photo() },
      { api_access_token: 'x' },
    );
    expect(sent.status).toBe(401);
    expect(filesOnDisk()).toEqual([]);
  });

  it.each(['/contacts', '/conversations', '/inboxes', '/webhooks'])(
    'is what messages alone may be: POST %s',
    async (path) => {
      expect((await postForm(path, { name: 'Carol' })).status).toBe(415);
    },
  );
});

describe("Chatwoot's published client", () => {
  it('creates messages as it does with Chatwoot', async () => {
    const client = new ChatwootClient({
      config: { basePath: url, with_credentials: true, credentials: 'include', token: TOKEN },
    });
    const create = (data: object) =>
      client.messages.create({ accountId: 1, conversationId, data: data as never });

    expect(await create({ content: 'Hi' })).toMatchObject({ content: 'Hi', private: false });
    const created: unknown = await create({
      content: 'true',
      message_type: 'incoming',
      private: false,
      content_type: 'input_select',
      content_attributes: { items: [{ title: 'A', value: 'a' }] },
      source_reply_id: '7',
      attachments: [
        { content: ONE_PIXEL.toString('base64'), encoding: 'base64', filename: '日本.png' },
        { content: 'Notes', encoding: 'utf8', filename: 'notes.txt' },
      ],
    });
    expect(created).toMatchObject({
      content: 'true',
      message_type: 0,
      content_attributes: { items: [{ title: 'A', value: 'a' }] },
      attachments: [
        {
          file_type: 'image',
          width: 1,
          data_url: expect.stringMatching(/\/%E6%97%A5%E6%9C%AC\.png$/),
        },
        { file_type: 'file', content_type: 'text/plain', file_size: 5 },
      ],
    });
  });
});
