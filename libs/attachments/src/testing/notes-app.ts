import { Refusal } from '@app/event-store';
import {
  Body,
  type CallHandler,
  Controller,
  type ExecutionContext,
  HttpCode,
  type NestInterceptor,
  Post,
  UnauthorizedException,
  UseInterceptors,
} from '@nestjs/common';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Observable, of } from 'rxjs';
import { fetch, FormData } from 'undici';
import { ReceivedFiles } from '../http/received-files';
import { TakesForms } from '../http/takes-forms';
import { AttachmentStore } from '../store/attachment-store';
import type { ReceivedFile } from '../store/received-file';
import type { StoredFile } from '../store/stored-file';
import { openApp, type TestApp } from './open-app';

class NoteDto {
  @IsOptional()
  @IsString()
  content?: string | null;

  @IsOptional()
  @IsIn(['text', 'cards'])
  kind?: 'text' | 'cards' | null;

  @IsOptional()
  @IsBoolean()
  private?: boolean | null;

  @IsOptional()
  @IsObject()
  attributes?: Record<string, unknown> | null;

  @ReceivedFiles()
  attachments?: readonly ReceivedFile[] | null;
}

export interface NoteAnswer {
  readonly note: Omit<NoteDto, 'attachments'>;
  readonly attachments: readonly StoredFile[];
}

/** Answers from a record, as a repeated request is; the handler does not run. */
class RepeatInterceptor implements NestInterceptor {
  /** What it read, in order. */
  static bodies: unknown[] = [];

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    RepeatInterceptor.bodies.push(JSON.parse(JSON.stringify(body)));
    return (body as NoteDto).content === 'again' ? of({ again: true }) : next.handle();
  }
}

@Controller()
class NotesController {
  constructor(private readonly store: AttachmentStore) {}

  @Post('notes')
  @HttpCode(200)
  @UseInterceptors(RepeatInterceptor)
  @TakesForms<NoteDto>({ private: 'json', attributes: 'json' }, 15)
  async create(@Body() { attachments, ...note }: NoteDto): Promise<NoteAnswer> {
    if (note.content === 'unused') return { note, attachments: [] };
    const kept = await this.store.keep(attachments ?? []);
    if (note.content === 'refused') throw Refusal.invalid('content', 'Content is refused');
    if (note.content === 'unauthorised') throw new UnauthorizedException('Not you');
    if (note.content === 'failed') throw new Error('The command failed');
    return { note, attachments: kept };
  }

  @Post('json-only')
  @HttpCode(200)
  jsonOnly(@Body() note: NoteDto): NoteDto {
    return note;
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A field of a form, or a file where it has bytes. */
export type Part = readonly [name: string, value: string | Buffer, filename?: string];

export interface NotesApp extends TestApp {
  /** What an interceptor read as the requests' bodies, in order. */
  readonly bodies: readonly unknown[];
  post(parts: readonly Part[], path?: string): Promise<Answer>;
  /** A form whose bytes no client would send as they are; its parts are set apart by `b`. */
  postText(text: string, contentType?: string): Promise<Answer>;
}

/** A server that takes notes by form: the content of some says what becomes of them. */
export async function openNotesApp(): Promise<NotesApp> {
  const app = await openApp([NotesController]);
  const bodies: unknown[] = [];
  RepeatInterceptor.bodies = bodies;
  return {
    ...app,
    bodies,
    post: async (parts, path = '/notes') => {
      const form = new FormData();
      for (const [name, value, filename = 'photo.png'] of parts) {
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, new File([value], filename, { type: 'image/png' }));
      }
      const response = await fetch(app.url + path, { method: 'POST', body: form });
      return { status: response.status, body: await response.json() };
    },
    postText: async (text, contentType = 'multipart/form-data; boundary=b') => {
      const response = await fetch(`${app.url}/notes`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: text.replaceAll('\n', '\r\n'),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
