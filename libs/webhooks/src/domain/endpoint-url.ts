/** Longer ones are cut by proxies and log systems on the way. */
const MAX_URL_LENGTH = 2_048;

/** Also where they are empty, as in `http://@host`. */
const CREDENTIALS = /^[^:]+:\/\/[^/?#]*@/;

/**
 * Whether a webhook may be given this URL: absolute, http or https, with a host and without
 * credentials. Any host is a valid name here; what may be called is for the sender to say.
 */
export function isEndpointUrl(url: string): boolean {
  // The parser mends what people get wrong (`http:host`, ` http://host`); a stored URL is not guessed.
  if (url.length > MAX_URL_LENGTH || !/^https?:\/\/[^/\s\p{Cc}][^\s\p{Cc}]*$/iu.test(url))
    return false;
  return hostOf(url) !== '' && !CREDENTIALS.test(url) && !url.includes('\\');
}

/** Empty where the URL has none or is none; not by `URL.canParse`, which Node 20 gets wrong. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}

/** The same for every spelling of one URL. */
export function normalizeUrl(url: string): string {
  const parsed = new URL(url);
  // Never sent, so that it makes no different endpoint.
  parsed.hash = '';
  return parsed.href;
}
