import { type DynamicModule, Module } from '@nestjs/common';
import { AttachmentsController } from './http/attachments.controller';
import { PublicUrl } from './public-url';
import { AttachmentStore } from './store/attachment-store';

export interface AttachmentsOptions {
  readonly directory: string;
  /** Without a slash at its end; undefined for the address that the server will listen at. */
  readonly publicUrl: string | undefined;
}

/** Files that come with messages: taken from forms, kept on disk, given out by unguessable URLs. */
@Module({})
export class AttachmentsModule {
  static forRoot({ directory, publicUrl }: AttachmentsOptions): DynamicModule {
    return {
      module: AttachmentsModule,
      global: true,
      controllers: [AttachmentsController],
      providers: [
        { provide: PublicUrl, useValue: new PublicUrl(publicUrl) },
        {
          provide: AttachmentStore,
          inject: [PublicUrl],
          useFactory: (url: PublicUrl) => AttachmentStore.open(directory, url),
        },
      ],
      exports: [AttachmentStore, PublicUrl],
    };
  }
}
