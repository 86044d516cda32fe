export function parseBody<Payload>(rawBody: string | Uint8Array): Payload {
  return JSON.parse(
    typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody),
  ) as Payload;
}
