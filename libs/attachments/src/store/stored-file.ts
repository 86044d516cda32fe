/** A file that its URL gives to whoever knows it. */
export interface StoredFile {
  readonly fileType: 'image' | 'audio' | 'video' | 'file';
  /** Without the dot; null where the file's name has none. */
  readonly extension: string | null;
  /** A MIME type. */
  readonly contentType: string;
  readonly dataUrl: string;
  /** Of a picture, its own URL; "" for all else. */
  readonly thumbUrl: string;
  readonly fileSizeBytes: number;
  /** Of a picture, in pixels; null for all else. */
  readonly width: number | null;
  readonly height: number | null;
}
