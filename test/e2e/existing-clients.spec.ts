import { Installation, openConversation } from '../support/installation';
import { callRest, type RestReply } from '../support/rest';

describe('What existing clients send', () => {
  let installation: Installation;
  let conversation: string;
  const call = (method: string, path: string, body?: object): Promise<RestReply> =>
    callRest(installation.server.url, { method, path, body });

  beforeAll(async () => {
    installation = await Installation.start();
    const { conversationId } = await openConversation(installation.client);
    conversation = `/conversations/${conversationId}`;
  });
  afterAll(() => installation.remove());

  it('counts conversations by the filters of their list', async () => {
    const filters = 'status=open&assignee_type=unassigned&page=1&labels[]=';
    const { status, body } = await call('GET', `/conversations/meta?${filters}`);
    expect({ status, body }).toEqual({
      status: 200,
      body: { meta: { mine_count: 0, unassigned_count: 0, assigned_count: 0, all_count: 0 } },
    });
  });

  it('toggles a status without a body', async () => {
    for (const current_status of ['resolved', 'open']) {
      expect(await call('POST', `${conversation}/toggle_status`)).toMatchObject({
        status: 200,
        body: { payload: { current_status } },
      });
    }
  });

  it('says of a message what no channel here knows', async () => {
    const message = { content: 'Hi', source_reply_id: '7', template_params: { name: 'hello' } };
    expect(await call('POST', `${conversation}/messages`, message)).toMatchObject({
      status: 200,
      body: { content: 'Hi', content_attributes: {} },
    });
  });
});
