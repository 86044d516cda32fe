import { ApiHideProperty } from '@nestjs/swagger';
import { Allow, IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

const PASSWORD_LENGTH = { min: 8, max: 128 };
/** Says nothing of what was received: it may be a password that is in use elsewhere. */
const INVALID_PASSWORD = {
  message: `Password must be a string of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`,
};

export class CreateUserDto {
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;

  /** What contacts see instead of the name. */
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  display_name?: string | null;

  /** No other user of the installation may have it. */
  @IsEmail()
  email: string;

  /** At least 8 characters; only a salted hash of it is kept. */
  @IsString(INVALID_PASSWORD)
  @Length(PASSWORD_LENGTH.min, PASSWORD_LENGTH.max, INVALID_PASSWORD)
  password: string;

  /** Taken from existing clients and ignored: users have none here. */
  @Allow()
  @ApiHideProperty()
  custom_attributes?: unknown;
}
