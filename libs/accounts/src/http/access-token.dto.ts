import { IsString, Matches, MaxLength } from 'class-validator';

export class CreateAccessTokenDto {
  /** For whoever reads the list: what uses it. */
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;
}
