import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../domain/account';
import type { User } from '../domain/user';
import type { Membership } from '../read-model/memberships';

export class ProfileAccountDto {
  id: number;
  name: string;

  @ApiProperty({ enum: ROLES })
  role: Role;
}

/** The access token is not in it: only hashes of tokens are kept. */
export class ProfileResponseDto {
  id: number;
  /** The e-mail. */
  uid: string;
  provider: string;
  name: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  available_name: string;
  display_name: string | null;
  email: string;
  avatar_url: string;
  /** Always true: whoever asks has a token. */
  confirmed: boolean;
  custom_attributes: Record<string, unknown>;
  accounts: ProfileAccountDto[];
}

export function toProfileResponse(
  { id, name, email, displayName }: User,
  memberships: readonly Membership[],
): ProfileResponseDto {
  return {
    id,
    uid: email,
    provider: 'email',
    name,
    available_name: displayName ?? name,
    display_name: displayName,
    email,
    avatar_url: '',
    confirmed: true,
    custom_attributes: {},
    accounts: memberships.map(({ accountId, accountName, role }) => ({
      id: accountId,
      name: accountName,
      role,
    })),
  };
}
