import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  mixin,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { Refusal } from '@app/event-store';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { AttachmentStore } from '../store/attachment-store';
import type { ReceivedFile } from '../store/received-file';
import { readForm, type FormShape } from './read-form';

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
 * the handler does not have the AttachmentStore keep are removed once it has answered, and all of
 * them where it refuses. Interceptors that read the body stand above this decorator.
 */
export function TakesForms<Dto>(jsonFields: JsonFields<Dto>, maxFiles: number): MethodDecorator {
  return applyDecorators(
    RouteConfig({ takesForms: true }),
    UseInterceptors(formInterceptor({ jsonFields: new Set(Object.keys(jsonFields)), maxFiles })),
    ApiConsumes('application/json', 'multipart/form-data'),
  );
}

function formInterceptor(shape: FormShape): Type<NestInterceptor> {
  @Injectable()
  class FormInterceptor implements NestInterceptor {
    constructor(private readonly store: AttachmentStore) {}

    async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      const request = context.switchToHttp().getRequest<FastifyRequest>();
      if (!request.isMultipart()) return next.handle();
      const { body, files } = await readForm(request, shape, this.store);
      request.body = body;
      try {
        return of(await lastValueFrom(next.handle(), { defaultValue: undefined }));
      } catch (error) {
        // Of any other error it is not known whether the command was carried out before.
        if (error instanceof Refusal || error instanceof HttpException) {
          await this.store.withdraw(files);
        }
        throw error;
      } finally {
        await this.store.discard(files);
      }
    }
  }
  return mixin(FormInterceptor);
}
