import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractValidationPipe, ErrorFilter, tellBeforeAnswers } from '@app/http';
import type { Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AttachmentsModule } from '../attachments.module';
import { registerAttachments } from '../http/register-plugins';
import { PublicUrl } from '../public-url';
import { AttachmentStore } from '../store/attachment-store';

export interface TestApp {
  readonly url: string;
  readonly store: AttachmentStore;
  /** What was logged as an error, in order. */
  readonly errors: readonly unknown[];
  /** The names of the files on disk, whether they have come or were kept. */
  filesOnDisk(): string[];
  close(): Promise<void>;
}

/** A server with a controller behind the filter and the pipe, its attachments in a directory of their own. */
export async function openApp(controllers: Type[] = []): Promise<TestApp> {
  const directory = mkdtempSync(join(tmpdir(), 'attachments-'));
  const errors: unknown[] = [];
  const module = await Test.createTestingModule({
    imports: [AttachmentsModule.forRoot({ directory, publicUrl: undefined })],
    controllers,
  })
    .setLogger({ log: () => {}, warn: () => {}, error: (message: unknown) => errors.push(message) })
    .compile();
  const adapter = new FastifyAdapter();
  adapter.getInstance().removeAllContentTypeParsers();
  registerAttachments(adapter.getInstance());
  tellBeforeAnswers(adapter.getInstance());
  adapter
    .getInstance()
    .addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      adapter.getInstance().getDefaultJsonParser('error', 'error'),
    );
  const app = module.createNestApplication<NestFastifyApplication>(adapter, { bodyParser: false });
  app.useGlobalPipes(new ContractValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  await app.listen(0, '127.0.0.1');
  app.get(PublicUrl).listensAt(await app.getUrl());
  return {
    url: await app.getUrl(),
    store: app.get(AttachmentStore),
    errors,
    filesOnDisk: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .toSorted(),
    close: async () => {
      await app.close();
      rmSync(directory, { recursive: true });
    },
  };
}
