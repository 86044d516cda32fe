import type { MessageDraft } from './message';

export interface NewAttachment {
  /** The file's name, extension and all. */
  readonly name: string;
  /** A Blob brings its MIME type along; bytes, such as a Buffer, have none. */
  readonly content: Blob | Uint8Array<ArrayBuffer>;
}

/** A message as multipart/form-data: booleans as words, objects as JSON text, files as `attachments[]`. */
export function toFormData(draft: MessageDraft, attachments: readonly NewAttachment[]): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(draft) as [string, unknown][]) {
    if (value === undefined) continue;
    form.append(field, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const { name, content } of attachments) {
    form.append('attachments[]', content instanceof Blob ? content : new Blob([content]), name);
  }
  return form;
}
