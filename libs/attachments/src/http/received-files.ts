import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { receivedId } from '../store/received-file';

/** The `attachments` of a body, which only a form can have: the files that came with it. */
export function ReceivedFiles(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      required: false,
      type: 'array',
      items: { type: 'string', format: 'binary' },
      description: 'Files, in a multipart form only; `attachments[]` names them as well.',
    }),
    // As they came: a copy of a file is none.
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    IsOptional(),
    ValidateBy({
      name: 'receivedFiles',
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isReceived),
        defaultMessage: () => '$property must be files of a multipart form',
      },
    }),
  );
}

function isReceived(value: unknown): boolean {
  return typeof value === 'object' && value !== null && receivedId(value) !== undefined;
}
