import { Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { UserController } from '../auth/user-controller';
import { CurrentUser } from '../auth/user.guard';
import type { User } from '../domain/user';
import { Memberships } from '../read-model/memberships';
import { ProfileResponseDto, toProfileResponse } from './profile-response.dto';

@UserController('profile', 'Profile')
export class ProfileController {
  constructor(private readonly memberships: Memberships) {}

  /** Whose token it is, and the accounts that they are in. */
  @Get()
  @ApiOkResponse({ type: ProfileResponseDto })
  async find(@CurrentUser() user: User): Promise<ProfileResponseDto> {
    return toProfileResponse(user, await this.memberships.ofUser(user.id));
  }
}
