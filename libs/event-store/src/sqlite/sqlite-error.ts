/**
 * SQLite's name for what went wrong, such as `SQLITE_BUSY`; undefined for other errors. By the code and
 * not by `instanceof`: the native addon keeps the error class of whoever loaded it first in a process.
 */
export function sqliteErrorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}
