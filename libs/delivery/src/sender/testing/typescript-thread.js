/**
 * Loaded into threads that tests start: has them run TypeScript, as Jest has the tests, and end when
 * they are told to.
 */
const { readFileSync } = require('node:fs');
const { BroadcastChannel } = require('node:worker_threads');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  });
  // oxlint-disable-next-line no-underscore-dangle -- how Node has always called it
  module._compile(code, filename);
};

const ending = new BroadcastChannel('end-of-sender-threads');
ending.addEventListener('message', () => {
  // Out of the listener, where it is nobody's but the thread's.
  setImmediate(() => {
    throw new Error('Told to end by the test');
  });
});
ending.unref();
