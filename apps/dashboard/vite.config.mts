import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
/** Of `npm run dev:dashboard`: the server that answers what is not the dashboard's. */
const server = process.env['HOORY_URL'] ?? 'http://127.0.0.1:3000';

/** `use client` is for servers that render; the client's verification of signatures is left out of the bundle. */
const isExpected = ({ code, message }: { code?: string; message: string }): boolean =>
  code === 'MODULE_LEVEL_DIRECTIVE' || /"node:crypto".*verification\/signature/.test(message);

/** Beside each script and style the same compressed, so that the server has nothing to compress. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  // What is written is final; before, Vite still changes it.
  writeBundle({ dir = '' }, bundle) {
    const files = Object.keys(bundle).filter((name) => /\.(?:js|css)$/.test(name));
    for (const path of files.map((name) => resolve(dir, name))) {
      const source = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(source));
      writeFileSync(`${path}.gz`, gzipSync(source));
    }
  },
};

export default defineConfig({
  root,
  plugins: [compressed],
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
