import { Refusal } from '@app/event-store';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AttachmentStore } from '../store/attachment-store';
import type { ReceivedFile } from '../store/received-file';

/** As Chatwoot has it. */
const MAX_FILE_MEGABYTES = 40;

/** Of all fields together, as JSON: what a body of JSON may have. */
const MAX_FIELDS_BYTES = 1024 * 1024;

/** Clients of Rails put brackets behind the name of what is a list. */
const FILES: ReadonlySet<string> = new Set(['attachments', 'attachments[]']);

export interface FormShape {
  /** The fields whose text is JSON. */
  readonly jsonFields: ReadonlySet<string>;
  readonly maxFiles: number;
}

export interface Form {
  /** What a body of JSON would be, and `attachments`. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly ReceivedFile[];
}

/**
 * Reads a multipart form, its files to disk. Where it cannot be taken, none of them stays there.
 * @throws HttpException where it is malformed, Refusal where it has more than it may
 */
export async function readForm(
  request: FastifyRequest,
  { jsonFields, maxFiles }: FormShape,
  store: AttachmentStore,
): Promise<Form> {
  const fields = new Map<string, unknown[]>();
  const files: ReceivedFile[] = [];
  let fieldsBytes = 0;
  try {
    for await (const part of request.parts({
      limits: { fileSize: MAX_FILE_MEGABYTES * 1024 * 1024, fieldSize: MAX_FIELDS_BYTES },
    })) {
      if (part.type === 'file') {
        expectWanted(part, files.length, maxFiles);
        const file = await store.receive(part.file, part.filename ?? '', part.mimetype);
        files.push(file);
        expectWhole(part);
        // What a browser sends of an input for files in which none was chosen.
        if (!part.filename && file.sizeBytes === 0) await store.discard([files.pop()!]);
      } else {
        fieldsBytes += Buffer.byteLength(JSON.stringify(part.value));
        if (part.valueTruncated || fieldsBytes > MAX_FIELDS_BYTES) {
          throw new PayloadTooLargeException(`Fields take at most ${MAX_FIELDS_BYTES} bytes`);
        }
        addField(fields, part, jsonFields);
      }
    }
  } catch (error) {
    skipRest(request);
    await store.discard(files);
    const isClients = isParserError(error) || isBrokenOff(request);
    throw isClients ? new BadRequestException((error as Error).message) : error;
  }
  return { body: toBody(fields, files), files };
}

function expectWanted({ fieldname }: MultipartFile, filesBefore: number, maxFiles: number): void {
  if (!FILES.has(fieldname)) {
    throw Refusal.invalid(fieldname, `${fieldname} takes no file, got one`);
  }
  if (filesBefore === maxFiles) {
    throw Refusal.invalid('attachments', `Attachments take at most ${maxFiles} files, got more`);
  }
}

function expectWhole({ file, filename }: MultipartFile): void {
  if (!file.truncated) return;
  throw Refusal.invalid(
    'attachments',
    `Attachments take files of at most ${MAX_FILE_MEGABYTES} MB, got ${JSON.stringify(filename)}, which is larger`,
  );
}

/** A text that is no JSON stays one, and the DTO says what the field takes. */
function addField(
  fields: Map<string, unknown[]>,
  { fieldname, value }: MultipartValue,
  jsonFields: ReadonlySet<string>,
): void {
  const isJson = jsonFields.has(fieldname) && typeof value === 'string';
  if (isJson && value.trim() === '') return;
  const values = fields.get(fieldname) ?? [];
  values.push(isJson ? parseJson(value) : value);
  fields.set(fieldname, values);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What is given more than once is a list. */
function toBody(
  fields: ReadonlyMap<string, unknown[]>,
  files: readonly ReceivedFile[],
): Record<string, unknown> {
  const attachments: unknown[] = [...files];
  const body = new Map<string, unknown>();
  for (const [name, values] of fields) {
    if (FILES.has(name)) attachments.push(...values);
    else body.set(name, values.length === 1 ? values[0] : values);
  }
  if (attachments.length > 0) body.set('attachments', attachments);
  return Object.fromEntries(body);
}

/** Lets the client send the rest, for one that is cut off while it sends never reads the answer. */
function skipRest({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

function isBrokenOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

/** The parser's own errors are bare; those of the disk and of Fastify have codes. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && error.constructor === Error && !('code' in error);
}
