import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A request whose form has been read. */
export type FormRequest = FastifyRequest & {
  /** Does away with the files that came, before the answer is sent. */
  formAnswered?: (isRefused: boolean) => Promise<void>;
};

export function tellForms(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request: FormRequest, { statusCode }, payload) => {
    const { formAnswered } = request;
    if (formAnswered) {
      delete request.formAnswered;
      // After an error of the server it is not known whether the command was carried out before.
      await formAnswered(statusCode >= 400 && statusCode < 500);
    }
    return payload;
  });
}
