import { IsEmail, IsString, Matches, MaxLength } from 'class-validator';
import { IsPassword } from '../is-password';

const INVALID_PASSWORD = { message: 'Password must be a string of at most 1000 characters' };

export class SignInDto {
  @IsString()
  @MaxLength(320)
  email: string;

  @IsString(INVALID_PASSWORD)
  @MaxLength(1_000, INVALID_PASSWORD)
  password: string;
}

export class FirstRunDto {
  /** The administrator's, which the first start printed. */
  @IsString({ message: 'Access token must be a string' })
  @MaxLength(1_000, { message: 'Access token must be a string of at most 1000 characters' })
  access_token: string;

  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;

  /** No other user of the installation may have it. */
  @IsEmail()
  email: string;

  /** At least 8 characters; only a salted hash of it is kept. */
  @IsPassword()
  password: string;
}
