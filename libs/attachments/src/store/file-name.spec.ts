import * as fc from 'fast-check';
import { extensionOf, fileNameOf } from './file-name';

describe('the name under which a file is kept', () => {
  it.each([
    ['photo.png', 'photo.png'],
    ['日本.png', '日本.png'],
    ['100% & more #1.pdf', '100% & more #1.pdf'],
    ['../../x', 'x'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Users\\carol\\cat.jpg', 'cat.jpg'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['folder/', 'file'],
    ['.htaccess', 'htaccess'],
    ['..hidden', 'hidden'],
    ['trailing. . .', 'trailing'],
    ['a:b*c?"<d>|.txt', 'a_b_c___d__.txt'],
    ['line\r\nbreak\0.txt', 'line__break_.txt'],
    // Reads `exe.png` from right to left.
    ['\u202egnp.exe', '_gnp.exe'],
    // e and an accent, and é.
    ['cafe\u0301.png', 'café.png'],
    ['half \ud83d.png', 'half \ufffd.png'],
  ])('of %j is %j', (given, name) => {
    expect(fileNameOf(given)).toBe(name);
  });

  it.each([
    ['a'.repeat(300), 'a'.repeat(120)],
    [`${'a'.repeat(300)}.png`, `${'a'.repeat(116)}.png`],
    // Three bytes each.
    [`${'日'.repeat(100)}.png`, `${'日'.repeat(38)}.png`],
    [`a.${'b'.repeat(300)}`, `a.${'b'.repeat(118)}`],
    [`${'a'.repeat(119)}. b`, 'a'.repeat(119)],
  ])('is cut to 120 bytes, before its extension: %j', (given, name) => {
    expect(fileNameOf(given)).toBe(name);
  });

  it('is one part of a path and its own name, whatever was given', () => {
    const text = fc.string({
      unit: fc.constantFrom('.', '/', '\\', ' ', '\0', 'a', '日', '😀', ':'),
    });
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300 })), (given) => {
        const name = fileNameOf(given);
        expect(name).toMatch(/^[^./\\\s\p{Cc}]([^/\\\p{Cc}]*[^./\\\s\p{Cc}])?$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
        expect(fileNameOf(name)).toBe(name);
      }),
    );
  });
});

describe('the extension of a name', () => {
  it.each([
    ['photo.PNG', 'png'],
    ['archive.tar.gz', 'gz'],
    ['README', null],
    ['.png', null],
    ['a.', null],
    ['Dr. No', null],
    [`a.${'b'.repeat(17)}`, null],
  ])('%j is %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});
