import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ATTACHMENTS_PATH, AttachmentStore } from '../store/attachment-store';
import { isMedia } from '../store/content-type';

/**
 * Gives a file to whoever knows its URL, which a payload names and nobody puts together: so it is
 * not among the documented routes.
 */
@ApiExcludeController()
@Controller(ATTACHMENTS_PATH)
export class AttachmentsController {
  constructor(private readonly store: AttachmentStore) {}

  // Not a parameter of its own: Fastify takes no longer ones than 100 characters.
  @Get(':id/*')
  async give(
    @Param('id') id: string,
    @Param('*') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.store.find(id, name);
    if (!file) throw new NotFoundException('Resource could not be found');
    const { path, contentType } = file;
    void reply
      .headers({
        'content-type': contentType,
        'content-disposition': isMedia(contentType) ? 'inline' : 'attachment',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      })
      .sendFile(path, this.store.directory, {
        contentType: false,
        immutable: true,
        maxAge: '1y',
      });
  }
}
