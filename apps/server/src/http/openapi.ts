import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { withIntegers } from './openapi-integers';
import { withWebhooks } from './openapi-webhooks';

/**
 * The API's documentation at `/docs`, made from the controllers and the catalogue of events; as JSON
 * at `/docs/openapi.json`.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Hoory Webhooks')
    .setDescription('Webhooks of an account, and the conversations whose events they get.')
    .setOpenAPIVersion('3.1.0')
    .setVersion('v1')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'api_access_token' }, 'api_access_token')
    .build();
  const document = () => withWebhooks(withIntegers(SwaggerModule.createDocument(app, config)));
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    customSiteTitle: 'Hoory Webhooks API',
  });
}
