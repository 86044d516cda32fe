import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import { errorCodes, type FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    takesForms?: boolean;
  }
}

/** Has the server read forms on the routes that take them, refuse them on all others, and send files. */
export function registerAttachments(fastify: FastifyInstance): void {
  // A file that is too large ends at the limit, and whoever reads it says so.
  void fastify.register(multipart, { throwFileSizeLimit: false });
  fastify.addHook('preValidation', (request, _reply, done) => {
    const refused = request.isMultipart() && !request.routeOptions.config.takesForms;
    done(refused ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE() : undefined);
  });
  void fastify.register(staticFiles, { serve: false });
}
