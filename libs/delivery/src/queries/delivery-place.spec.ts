import { fromCursor, toCursor } from './delivery-place';

describe('a cursor of deliveries', () => {
  it.each([
    { eventPosition: 1, replayId: 0 },
    { eventPosition: 4_711, replayId: 3 },
    { eventPosition: Number.MAX_SAFE_INTEGER, replayId: Number.MAX_SAFE_INTEGER },
  ])('is of the place %j, and fit for a URL', (place) => {
    const cursor = toCursor(place);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(fromCursor(cursor)).toEqual(place);
  });

  it.each([
    '',
    ' ',
    '1.0',
    '%',
    'null',
    `${toCursor({ eventPosition: 1, replayId: 0 })}=`,
    `${toCursor({ eventPosition: 1, replayId: 0 })}!`,
    ...['1', '1.', '.1', '1.0.0', '-1.0', '01.0', '1.5e3', '9007199254740993.0', '١.٠'].map(
      (text) => Buffer.from(text).toString('base64url'),
    ),
  ])('is none where it is %j', (text) => {
    expect(fromCursor(text)).toBeUndefined();
  });
});
