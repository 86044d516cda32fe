/** Enough of a file to tell its type. */
export const SIGNATURE_BYTES = 64;

const UNKNOWN = 'application/octet-stream';

/** How the files begin that a browser may show in place; bytes are read as Latin-1. */
const MEDIA: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^BM[^]{4}\0{4}/, 'image/bmp'],
  [/^(?:II\*\0|MM\0\*)/, 'image/tiff'],
  [/^[^]{4}ftypavi[fs]/, 'image/avif'],
  [/^[^]{4}ftyphe[iv][cx]/, 'image/heic'],
  [/^[^]{4}ftypm[is]f1/, 'image/heif'],
  [/^(?:ID3[^ -~]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/, 'audio/mpeg'],
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'audio/aac'],
  [/^RIFF[^]{4}WAVE/, 'audio/wav'],
  [/^fLaC/, 'audio/flac'],
  [/^#!AMR/, 'audio/amr'],
  [/^OggS\0/, 'audio/ogg'],
  [/^[^]{4}ftypM4[AB]/, 'audio/mp4'],
  [/^[^]{4}ftypqt/, 'video/quicktime'],
  [/^[^]{4}ftyp3g/, 'video/3gpp'],
  [/^[^]{4}ftyp/, 'video/mp4'],
  [/^[^]E\xdf\xa3[^]*webm/, 'video/webm'],
  [/^[^]E\xdf\xa3[^]*matroska/, 'video/x-matroska'],
  [/^RIFF[^]{4}AVI /, 'video/x-msvideo'],
];

/** What these hold is not told by how they begin. */
const AUDIO_OR_VIDEO = /^(?:audio|video)\/(mp4|ogg|webm|3gpp)$/;

/** By extension: what is sent about most, and is downloaded. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['doc', 'application/msword'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['ics', 'text/calendar'],
  ['json', 'application/json'],
  ['odp', 'application/vnd.oasis.opendocument.presentation'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['pdf', 'application/pdf'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['rtf', 'application/rtf'],
  ['txt', 'text/plain'],
  ['vcf', 'text/vcard'],
  ['xls', 'application/vnd.ms-excel'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['zip', 'application/zip'],
]);

/**
 * A file's MIME type. That it is a picture, a sound or a film is believed its bytes alone, so that
 * nothing else is ever shown in place; a document is what its extension says, and all else what
 * its sender says.
 * @param start the file's first {@link SIGNATURE_BYTES}
 * @param declared what the sender says
 */
export function contentTypeOf(
  start: Buffer,
  extension: string | null,
  declared: string = UNKNOWN,
): string {
  const bytes = start.toString('latin1');
  const media = MEDIA.find(([signature]) => signature.test(bytes))?.[1];
  if (media) return asAudioOrVideo(media, declared);
  const document = DOCUMENTS.get(extension ?? '');
  if (document) return document;
  return isMedia(declared) || !isMimeType(declared) ? UNKNOWN : declared;
}

/** Whether the type is that of a picture, a sound or a film. */
export function isMedia(contentType: string): boolean {
  return fileTypeOf(contentType) !== 'file';
}

export function fileTypeOf(contentType: string): 'image' | 'audio' | 'video' | 'file' {
  const [kind] = contentType.split('/', 1);
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}

function asAudioOrVideo(media: string, declared: string): string {
  const container = AUDIO_OR_VIDEO.exec(media)?.[1];
  const kind = fileTypeOf(declared);
  return container && (kind === 'audio' || kind === 'video') ? `${kind}/${container}` : media;
}

function isMimeType(text: string): boolean {
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(text);
}
