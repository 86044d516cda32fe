import { ApiHideProperty } from '@nestjs/swagger';
import { Allow, IsEmail, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsPassword } from '../is-password';

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
  @IsPassword()
  password: string;

  /** Taken from existing clients and ignored: users have none here. */
  @Allow()
  @ApiHideProperty()
  custom_attributes?: unknown;
}
