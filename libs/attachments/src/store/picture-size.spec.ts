import * as fc from 'fast-check';
import { jpeg, png } from '../testing/sample-files';
import { NO_PICTURE, pictureSizeOf } from './picture-size';

describe('the size of a picture', () => {
  it('is what its header says', () => {
    expect(pictureSizeOf(png(640, 480))).toEqual({ width: 640, height: 480 });
  });

  it.each([1, 2, 3, 4])('is as it stands in the file for the orientation %d', (orientation) => {
    expect(pictureSizeOf(jpeg(640, 480, orientation))).toEqual({ width: 640, height: 480 });
  });

  it.each([5, 6, 7, 8])('is turned as the picture is for the orientation %d', (orientation) => {
    expect(pictureSizeOf(jpeg(640, 480, orientation))).toEqual({ width: 480, height: 640 });
  });

  it.each([
    ['is cut off', png(640, 480).subarray(0, 18)],
    ['is empty', Buffer.alloc(0)],
    ['has no pixels', png(0, 480)],
    ['is none', Buffer.from('<html></html>')],
  ])('is not known where the header %s', (_, header) => {
    expect(pictureSizeOf(header)).toEqual(NO_PICTURE);
  });

  it('is a size or none for any bytes behind a signature', () => {
    const signature = fc.constantFrom(
      '\xff\xd8\xff',
      'GIF89a',
      'II*\0',
      '\0\0\0\x18ftypavif',
      'BM',
    );
    fc.assert(
      fc.property(signature, fc.uint8Array({ maxLength: 4_096 }), (start, rest) => {
        const { width, height } = pictureSizeOf(
          Buffer.concat([Buffer.from(start, 'latin1'), rest]),
        );
        expect([typeof width, typeof height]).toEqual(
          width === null ? ['object', 'object'] : ['number', 'number'],
        );
      }),
    );
  });
});
