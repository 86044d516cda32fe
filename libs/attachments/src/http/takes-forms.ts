import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  mixin,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { beforeAnswer } from '@app/http';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AttachmentStore } from '../store/attachment-store';
import type { ReceivedFile } from '../store/received-file';
import { type FormShape, readForm } from './read-form';

/** Each field of a DTO that is no text, for in a form its text is JSON. */
export type JsonFields<Dto> = {
  readonly [
    Field in keyof Dto as NonNullable<Dto[Field]> extends string | readonly ReceivedFile[]
      ? never
      : Field
  ]-?: 'json';
};

/**
 * Has a route take multipart forms beside JSON, with at most `maxFiles` files as `attachments[]`.
 * The body is then what JSON would have made it, with `attachments` as ReceivedFiles; those that
 * the handler does not have the AttachmentStore keep are removed before it is answered, and all of
 * them where it refuses. Guards that read the body stand above this decorator, those that say who
 * may send one at the controller.
 */
export function TakesForms<Dto>(jsonFields: JsonFields<Dto>, maxFiles: number): MethodDecorator {
  return applyDecorators(
    RouteConfig({ takesForms: true }),
    UseGuards(formGuard({ jsonFields: new Set(Object.keys(jsonFields)), maxFiles })),
    ApiConsumes('application/json', 'multipart/form-data'),
  );
}

/** Reads a form before pipes see the body. */
function formGuard(shape: FormShape): Type<CanActivate> {
  @Injectable()
  class FormGuard implements CanActivate {
    constructor(private readonly store: AttachmentStore) {}

    canActivate(context: ExecutionContext): boolean | Promise<boolean> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      return !request.isMultipart() || this.read(request);
    }

    private async read(request: FastifyRequest): Promise<true> {
      const { body, files } = await readForm(request, shape, this.store);
      request.body = body;
      beforeAnswer(request, ({ status }) =>
        // After an error of the server it is not known whether the command was carried out before.
        status >= 400 && status < 500 ? this.store.withdraw(files) : this.store.discard(files),
      );
      return true;
    }
  }
  return mixin(FormGuard);
}
