/** Where clients reach this server: what makes a path an absolute URL. */
export class PublicUrl {
  /** @param url without a slash at its end; undefined for the address that the server will listen at */
  constructor(private url: string | undefined) {}

  /** To be called once the server listens, for only then is its port known. A URL that was set stays. */
  listensAt(url: string): void {
    this.url ??= url;
  }

  /**
   * @param path from the root on, percent-encoded
   * @throws Error before the server listens
   */
  of(path: string): string {
    if (this.url === undefined) throw new Error('The public URL is not known before listening');
    return this.url + path;
  }
}
