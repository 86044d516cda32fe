import type { Provider, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ErrorFilter } from '../error.filter';
import { tellBeforeAnswers } from '../before-answer';
import { ContractValidationPipe } from '../validation.pipe';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface TestApp {
  /** For what a test looks at beside status and body. */
  readonly nest: NestFastifyApplication;
  /** What was logged as an error, in order. */
  readonly errors: readonly unknown[];
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  postText(path: string, text: string, contentType?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** A controller behind the filter and the pipe, as the server has them. */
export async function openApp(
  controller: Type,
  providers: readonly Provider[] = [],
): Promise<TestApp> {
  const errors: unknown[] = [];
  const module = await Test.createTestingModule({
    controllers: [controller],
    providers: [...providers],
  })
    .setLogger({ log: () => {}, warn: () => {}, error: (message: unknown) => errors.push(message) })
    .compile();
  const adapter = new FastifyAdapter({ bodyLimit: 2_000, genReqId: () => 'request-1' });
  const app = module.createNestApplication<NestFastifyApplication>(adapter);
  tellBeforeAnswers(app.getHttpAdapter().getInstance());
  app.useGlobalPipes(new ContractValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  await app.init();

  const send = async (
    method: 'GET' | 'PATCH' | 'POST',
    url: string,
    payload?: string,
    contentType = 'application/json',
  ): Promise<Answer> => {
    const headers = payload === undefined ? {} : { 'content-type': contentType };
    const { statusCode, body } = await app.inject({ method, url, headers, payload });
    return { status: statusCode, body: JSON.parse(body) as unknown };
  };
  return {
    errors,
    nest: app,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, JSON.stringify(body)),
    patch: (path, body) => send('PATCH', path, JSON.stringify(body)),
    postText: (path, text, contentType) => send('POST', path, text, contentType),
    close: () => app.close(),
  };
}
