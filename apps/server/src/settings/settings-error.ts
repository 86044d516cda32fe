/** A variable's value that the server cannot start with. */
export class SettingsError extends Error {
  constructor(variable: string, got: string, takes: string) {
    super(`${variable} takes ${takes}, got ${JSON.stringify(got)}`);
    this.name = 'SettingsError';
  }
}
