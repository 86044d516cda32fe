import type { Refusal } from '@app/event-store';
import { ContractValidationPipe, type InvalidBody } from '@app/http';
import { ListDeliveriesDto } from './list-deliveries.dto';

const pipe = new ContractValidationPipe();

/** What is wrong with the query, and in which fields; undefined where it is taken. */
async function faultOf(query: object): Promise<InvalidBody | undefined> {
  try {
    await pipe.transform(query, { type: 'query', metatype: ListDeliveriesDto });
    return undefined;
  } catch (error) {
    const { message, attributes } = error as Refusal;
    return { message, attributes };
  }
}

describe('what a list of deliveries is asked for', () => {
  it.each([
    {},
    { event: 'webhook_disabled', status: 'waiting', conversation_id: '7' },
    { limit: '1' },
    { limit: '100', cursor: 'NS4w' },
    { since: '2026-01-31T12:00:00Z', until: '2026-01-31T12:00:00.123456+05:30' },
  ])('may be %j', async (query) => {
    expect(await faultOf(query)).toBeUndefined();
  });

  it.each([
    ['event', 'typed', 'Event must be one of the following values: message_created, '],
    ['status', 'done', 'Status must be one of the following values: pending, waiting, '],
    ['status', ['failed', 'pending'], 'Status must be one of the following values: '],
    ['since', 'yesterday', 'Since must be a time in ISO 8601, such as 2026-01-31T12:00:00Z, got '],
    ['since', '2026-01-31', 'Since must be a time in ISO 8601'],
    ['since', '2026-01-31T12:00:00', 'Since must be a time in ISO 8601'],
    ['until', '2026-13-01T12:00:00Z', 'Until must be a time in ISO 8601'],
    ['until', '', 'Until must be a time in ISO 8601'],
    ['conversation_id', '0', 'Conversation id must be an integer number, got "0"'],
    ['conversation_id', '1.5', 'Conversation id must be an integer number, got "1.5"'],
    ['limit', '0', 'Limit must'],
    ['limit', '101', 'Limit must not be greater than 100, got 101'],
    ['limit', 'all', 'Limit must be an integer number, got "all"'],
    ['cursor', ['NS4w', 'NS4w'], 'Cursor must be a string, got ["NS4w","NS4w"]'],
    ['page', '2', 'Page is not a known field'],
  ])('is refused with the %s %j', async (field, value, message) => {
    expect(await faultOf({ [field]: value })).toEqual({
      message: expect.stringContaining(message),
      attributes: [field],
    });
  });
});
