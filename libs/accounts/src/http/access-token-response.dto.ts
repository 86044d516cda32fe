import type { CreatedAccessToken } from '../commands/create-access-token';
import type { AccessTokenView } from '../read-model/access-tokens';

export class AccessTokenDto {
  id: number;
  /** null for one that was issued without a name. */
  name: string | null;
  /** ISO 8601. */
  created_at: string;
  /** Left out of a token of before they were kept. */
  last_characters?: string;
}

export class CreatedAccessTokenDto extends AccessTokenDto {
  /** Not to be read again: only its hash is kept. */
  access_token: string;
}

export class AccessTokensResponseDto {
  payload: AccessTokenDto[];
}

export class CreatedAccessTokenResponseDto {
  payload: CreatedAccessTokenDto;
}

export function toAccessToken({ id, name, createdAt, lastCharacters }: AccessTokenView) {
  return {
    id,
    name,
    created_at: createdAt,
    ...(lastCharacters !== null && { last_characters: lastCharacters }),
  } satisfies AccessTokenDto;
}

export function toCreatedAccessToken(created: CreatedAccessToken): CreatedAccessTokenDto {
  return { ...toAccessToken(created), access_token: created.token };
}
