// Runs a built entry point in this process: `node scripts/run-built.js apps/server/src/main.js`.
// Builds first where nothing is built yet, or where a source is newer than the build.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const [entry, ...args] = process.argv.slice(2);
const built = join(root, 'dist', entry);

function newestSourceMs() {
  return ['apps', 'libs', 'bench']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && /\.(tsx?|css|html|svg)$/.test(file.name))
    .reduce(
      (newest, file) => Math.max(newest, statSync(join(file.parentPath, file.name)).mtimeMs),
      0,
    );
}

if (!existsSync(built) || statSync(built).mtimeMs < newestSourceMs()) {
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
process.argv.splice(1, process.argv.length - 1, built, ...args);
require(built);
