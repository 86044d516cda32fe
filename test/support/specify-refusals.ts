import { untilNothingIsLeftToDeliver } from './database';
import { ObservedInstallation } from './observed-installation';
import { invalid, NOT_FOUND, outcomeOf } from './refusals';
import { WITH_TOKEN, type RestRequest } from './rest';

/** What is wrong, the body (or, as text, the query), and the attributes that the answer names. */
export type Bad = readonly [what: string, sent: object | string, ...attributes: string[]];

interface RefusalsOptions {
  /** By method and path. */
  readonly invalid: Readonly<Record<string, readonly Bad[]>>;
  /** References to what there is not, or not there: method and path, and the body. */
  readonly missing?: readonly (readonly [call: string, body?: object])[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Puts into a path what no test knows before. */
  readonly complete?: (path: string) => string;
}

/** Specifies each as refused in the contract's words, with nothing stored; and that nothing of it is fired. */
export function specifyRefusals(
  observed: ObservedInstallation,
  {
    invalid: invalidInputs,
    missing = [],
    headers = WITH_TOKEN,
    complete = (path) => path,
  }: RefusalsOptions,
): void {
  const send = (call: string, sent?: object | string) =>
    outcomeOf(observed.installation, { ...toRequest(complete(call), sent), headers });

  describe.each(Object.entries(invalidInputs))('%s', (call, inputs) => {
    it.each(inputs.map(([what, sent, ...attributes]) => ({ what, sent, attributes })))(
      'refuses $what',
      async ({ sent, attributes }) => {
        expect(await send(call, sent)).toEqual(invalid(...attributes));
      },
    );
  });

  if (missing.length > 0) {
    it.each(missing.map(([call, body]) => ({ call, body })))(
      '404 to $call of $body',
      async ({ call, body }) => {
        expect(await send(call, body)).toEqual(NOT_FOUND);
      },
    );
  }

  it('fires nothing of what it refuses', async () => {
    await untilNothingIsLeftToDeliver(observed.installation.databaseUrl);
    expect(observed.receiver.posts.map(({ rawBody }) => rawBody.toString())).toEqual([]);
  });
}

function toRequest(call: string, sent?: object | string): RestRequest {
  const [method, path] = call.split(' ') as [string, string];
  if (typeof sent === 'string') return { method, path: `${path}?${sent}` };
  const takesBody = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const body = sent ?? (takesBody ? {} : undefined);
  return { method, path, ...(body && { body }) };
}
