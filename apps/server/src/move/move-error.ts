/** Why a database cannot be moved; the message alone says what to do. */
export class MoveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MoveError';
  }
}
