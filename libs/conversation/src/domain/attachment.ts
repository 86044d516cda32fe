export const FILE_TYPES = [
  'image',
  'audio',
  'video',
  'file',
  'location',
  'fallback',
  'share',
  'story_mention',
  'contact',
  'embed',
] as const;

export type FileType = (typeof FILE_TYPES)[number];

/** A file that is kept where its URL says. */
export interface FileAttachment {
  readonly fileType: Exclude<FileType, 'location'>;
  /** Without the dot; null where the file's name has none. */
  readonly extension: string | null;
  /** A MIME type. */
  readonly contentType: string;
  readonly dataUrl: string;
  /** "" where there is no smaller picture of it. */
  readonly thumbUrl: string;
  readonly fileSizeBytes: number;
  /** Of a picture, in pixels; null for all else. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface LocationAttachment {
  readonly fileType: 'location';
  readonly latitude: number;
  readonly longitude: number;
  readonly fallbackTitle: string;
}

export type NewAttachment = FileAttachment | LocationAttachment;

export type Attachment = NewAttachment & { readonly id: number };
