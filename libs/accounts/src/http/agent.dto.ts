import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { Allow, IsEmail, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { ROLES, type Role } from '../domain/account';

export class CreateAgentDto {
  /** Kept for a person who is no user of the installation yet; one who is keeps theirs. */
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;

  @IsEmail()
  email: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role: Role;

  /** Taken from existing clients and ignored: who is at their desk is not observed. */
  @Allow()
  @ApiHideProperty()
  availability_status?: unknown;

  /** Ignored as `availability_status` is. */
  @Allow()
  @ApiHideProperty()
  auto_offline?: unknown;
}
