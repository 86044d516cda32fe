import { isFiltered, pageOf, readDeliverySearch } from './delivery-search';

describe('The address of the deliveries', () => {
  it('says which are shown and which is open', () => {
    const search = readDeliverySearch({
      event: 'message_created',
      status: 'failed',
      since: '2026-01-01T02:00:00+02:00',
      conversation: 7,
      cursor: 'NS4w',
      delivery: 9,
    });

    expect(search).toEqual({
      event: 'message_created',
      status: 'failed',
      since: '2026-01-01T00:00:00.000Z',
      conversation: 7,
      cursor: 'NS4w',
      delivery: 9,
    });
    expect(pageOf(search)).toEqual({
      event: 'message_created',
      status: 'failed',
      since: '2026-01-01T00:00:00.000Z',
      conversation_id: 7,
      cursor: 'NS4w',
    });
  });

  it.each([
    ['status', 'lost'],
    ['since', 'yesterday'],
    ['until', {}],
    ['conversation', 'seven'],
    ['conversation', -1],
    ['delivery', 1.5],
    ['cursor', null],
    ['event', ['message_created']],
    ['page', 2],
  ])('is as if %s were not there where it is %j', (name, value) => {
    expect(JSON.stringify(readDeliverySearch({ [name]: value }))).toBe('{}');
  });

  it('is filtered by what narrows the list, not by the page or the open delivery', () => {
    expect(isFiltered({ cursor: 'NS4w', delivery: 9 })).toBe(false);
    expect(isFiltered({ conversation: 7 })).toBe(true);
  });
});
