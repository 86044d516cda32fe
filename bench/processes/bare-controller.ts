/**
 * The least that Nest on Fastify can do with a message: validates it exactly as the server does
 * and answers in the shape of the server's reply. No token, no event, no database.
 */
import { CreateMessageDto } from '@app/conversation';
import { ContractValidationPipe, IdPipe } from '@app/http';
import { Body, Controller, HttpCode, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { tell } from '../support/messages';

@Controller('api/v1/accounts/:accountId/conversations/:conversationId/messages')
class BareController {
  @Post()
  @HttpCode(200)
  create(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() dto: CreateMessageDto,
  ): object {
    return {
      id: 100_000,
      content: dto.content,
      inbox_id: 1,
      conversation_id: conversationId,
      message_type: 0,
      content_type: dto.content_type,
      content_attributes: dto.content_attributes,
      created_at: 1_767_225_600,
      private: dto.private,
      status: 'sent',
      source_id: null,
      sender: { id: 1, name: 'Ada Lovelace', email: null, type: 'contact' },
    };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
    logger: ['error', 'warn'],
  });
  app.useGlobalPipes(new ContractValidationPipe());
  await app.listen(0, '127.0.0.1');
  tell({ type: 'listening', port: Number(new URL(await app.getUrl()).port) });
}

void main();
