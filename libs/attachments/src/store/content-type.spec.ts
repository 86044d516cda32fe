import { jpeg, png } from '../testing/sample-files';
import { contentTypeOf, fileTypeOf, isMedia } from './content-type';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const html = latin1('<!doctype html><script>alert(1)</script>');
const ogg = latin1('OggS\0\x02');
const webm = latin1('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm');
const mp4 = latin1('\0\0\0\x18ftypmp42');

describe('the type of a file', () => {
  it.each<[string, Buffer]>([
    ['image/png', png(1, 1)],
    ['image/jpeg', jpeg(1, 1, 1)],
    ['image/gif', latin1('GIF89a')],
    ['image/webp', latin1('RIFF\x1a\0\0\0WEBPVP8 ')],
    ['image/bmp', latin1('BM\x1a\0\0\0\0\0\0\0')],
    ['image/tiff', latin1('II*\0\x08\0\0\0')],
    ['image/avif', latin1('\0\0\0\x1cftypavif')],
    ['image/heic', latin1('\0\0\0\x18ftypheic')],
    ['image/heif', latin1('\0\0\0\x18ftypmif1')],
    ['audio/mpeg', latin1('ID3\x04\0')],
    ['audio/mpeg', latin1('\xff\xfb\x90d')],
    ['audio/aac', latin1('\xff\xf1P\x80')],
    ['audio/wav', latin1('RIFF\x24\0\0\0WAVEfmt ')],
    ['audio/flac', latin1('fLaC\0')],
    ['audio/amr', latin1('#!AMR\n')],
    ['audio/ogg', ogg],
    ['audio/mp4', latin1('\0\0\0\x1cftypM4A ')],
    ['video/mp4', mp4],
    ['video/quicktime', latin1('\0\0\0\x14ftypqt  ')],
    ['video/3gpp', latin1('\0\0\0\x18ftyp3gp4')],
    ['video/webm', webm],
    ['video/x-matroska', latin1('\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska')],
    ['video/x-msvideo', latin1('RIFF\x24\0\0\0AVI LIST')],
  ])('is %s by its bytes, whatever it is called', (type, start) => {
    expect(contentTypeOf(start, 'pdf', 'text/plain')).toBe(type);
    expect(contentTypeOf(start, null)).toBe(type);
  });

  it.each<[Buffer, string, string]>([
    [webm, 'audio/webm', 'audio/webm'],
    [webm, 'video/webm;codecs=vp9', 'video/webm'],
    [mp4, 'audio/x-m4a', 'audio/mp4'],
    [ogg, 'video/ogg', 'video/ogg'],
    [ogg, 'application/ogg', 'audio/ogg'],
    [png(1, 1), 'audio/mpeg', 'image/png'],
  ])('that may be sound or film is what its sender says: %#', (start, declared, type) => {
    expect(contentTypeOf(start, null, declared)).toBe(type);
  });

  it.each([
    ['png', 'image/png'],
    ['svg', 'image/svg+xml'],
    ['mp3', 'audio/mpeg'],
    ['mp4', 'video/mp4'],
  ])('that only says it is a %s is unknown', (extension, declared) => {
    expect(contentTypeOf(html, extension, declared)).toBe('application/octet-stream');
  });

  it.each<[string | null, string | undefined, string]>([
    ['pdf', 'application/octet-stream', 'application/pdf'],
    ['txt', undefined, 'text/plain'],
    ['html', 'text/html', 'text/html'],
    ['html', undefined, 'application/octet-stream'],
    [null, 'application/x-thing', 'application/x-thing'],
    [null, 'no type at all', 'application/octet-stream'],
    [null, `a/${'b'.repeat(101)}`, 'application/octet-stream'],
    ['constructor', undefined, 'application/octet-stream'],
  ])(
    'that is no media goes by extension %j, then by declaration %j',
    (extension, declared, type) => {
      expect(contentTypeOf(html, extension, declared)).toBe(type);
    },
  );

  it.each([
    ['', 'text/plain'],
    ['BMW and Audi', 'text/plain'],
    ['ID3 tags are', 'text/plain'],
    ['GIF89', 'text/plain'],
    ['\xff\xfeT\0e\0x\0t\0', 'text/plain'],
  ])('is not taken for media by text: %j', (text, type) => {
    expect(contentTypeOf(latin1(text), 'txt')).toBe(type);
  });
});

it.each([
  ['image/png', 'image', true],
  ['audio/ogg', 'audio', true],
  ['video/mp4', 'video', true],
  ['text/html', 'file', false],
  ['application/octet-stream', 'file', false],
  ['imagery/png', 'file', false],
])('%s is of the file type %s', (contentType, fileType, media) => {
  expect(fileTypeOf(contentType)).toBe(fileType);
  expect(isMedia(contentType)).toBe(media);
});
