import type { User } from '../../domain/user';

export class TokenUserDto {
  id: number;
  name: string;
  display_name: string | null;
  email: string;
}

export class UserResponseDto extends TokenUserDto {
  /** The e-mail. */
  uid: string;
  provider: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  available_name: string;
  confirmed: boolean;
  custom_attributes: Record<string, unknown>;
}

export class UserTokenResponseDto {
  /** Not to be read again: only its hash is kept. */
  access_token: string;
  /** Always null: tokens do not expire. */
  expiry: string | null;
  user: TokenUserDto;
}

export function toTokenUser({ id, name, displayName, email }: User): TokenUserDto {
  return { id, name, display_name: displayName, email };
}

/** A user with a password, as the platform makes them. */
export function toUserResponse({ id, name, displayName, email }: User): UserResponseDto {
  return {
    id,
    uid: email,
    provider: 'email',
    name,
    display_name: displayName,
    available_name: displayName ?? name,
    email,
    confirmed: true,
    custom_attributes: {},
  };
}
