import { FILE_TYPES, type Attachment, type Message } from '@app/conversation';
import type { JsonSchema } from '../schema/json-schema';
import { constant, count, named, nullable, object, oneOf, text } from '../schema/shapes';
import type { Wording } from './wording';

/** What an attachment is of. */
export interface AttachmentOwner {
  readonly message: { readonly id: number };
  readonly account: { readonly id: number };
}

/** undefined where there are none, so that the field is absent from the JSON. */
export function renderAttachments(
  message: Message,
  account: AttachmentOwner['account'],
  wording: Wording,
): object[] | undefined {
  if (message.attachments.length === 0) return undefined;
  const owner = { message, account };
  return message.attachments.map((each) => renderAttachment(each, owner, wording));
}

export function renderAttachment(
  attachment: Attachment,
  { message, account }: AttachmentOwner,
  { id }: Wording,
): object {
  const base = {
    id: id.encode(attachment.id),
    message_id: id.encode(message.id),
    file_type: attachment.fileType,
    account_id: id.encode(account.id),
  };
  if (attachment.fileType === 'location') {
    return Object.assign(base, {
      coordinates_lat: attachment.latitude,
      coordinates_long: attachment.longitude,
      fallback_title: attachment.fallbackTitle,
    });
  }
  return Object.assign(base, {
    extension: attachment.extension,
    content_type: attachment.contentType,
    data_url: attachment.dataUrl,
    thumb_url: attachment.thumbUrl,
    file_size: attachment.fileSizeBytes,
    width: attachment.width,
    height: attachment.height,
  });
}

export function attachmentSchema({ prefix, id }: Wording): JsonSchema {
  const base = (fileType: JsonSchema) => ({
    id: id.schema,
    message_id: id.schema,
    file_type: fileType,
    account_id: id.schema,
  });
  const pixels = nullable(count);
  const file = object({
    ...base(oneOf(FILE_TYPES.filter((type) => type !== 'location'))),
    extension: { description: 'Without the dot', ...nullable(text) },
    content_type: { description: 'A MIME type', ...text },
    data_url: { type: 'string', format: 'uri' },
    thumb_url: { description: '"" where there is no smaller picture', ...text },
    file_size: { description: 'In bytes', ...count },
    width: { description: 'Of a picture, in pixels', ...pixels },
    height: { description: 'Of a picture, in pixels', ...pixels },
  });
  const location = object({
    ...base(constant('location')),
    coordinates_lat: { type: 'number', minimum: -90, maximum: 90 },
    coordinates_long: { type: 'number', minimum: -180, maximum: 180 },
    fallback_title: text,
  });
  return named(`${prefix}Attachment`, {
    oneOf: [named(`${prefix}FileAttachment`, file), named(`${prefix}LocationAttachment`, location)],
  });
}
