import { ApiProperty } from '@nestjs/swagger';
import { ProfileResponseDto } from '../profile-response.dto';

export class SessionResponseDto {
  signed_in: boolean;
  /** Nobody can sign in yet: somebody has to choose the first password. */
  first_run: boolean;

  /** null where nobody is signed in. */
  @ApiProperty({ type: ProfileResponseDto, nullable: true })
  profile: ProfileResponseDto | null;
}
