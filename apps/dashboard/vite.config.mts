import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
/** Of `npm run dev:dashboard`: the server that answers what is not the dashboard's. */
const server = process.env['HOORY_URL'] ?? 'http://127.0.0.1:3000';

/** `use client` is for servers that render; the client's verification of signatures is left out of the bundle. */
const isExpected = ({ code, message }: { code?: string; message: string }): boolean =>
  code === 'MODULE_LEVEL_DIRECTIVE' || /"node:crypto".*verification\/signature/.test(message);

export default defineConfig({
  root,
  resolve: { alias: { '@app/client': resolve(root, '../../libs/client/src/index.ts') } },
  oxc: { jsx: { runtime: 'automatic' } },
  // The server puts a nonce of each response in its place.
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: resolve(root, '../../dist/apps/dashboard'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      onLog(level, log, report) {
        if (!isExpected(log)) report(level, log);
      },
    },
  },
  server: { proxy: { '/api': server, '/docs': server, '/attachments': server } },
});
