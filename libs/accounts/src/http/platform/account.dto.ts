import { IsString, Matches, MaxLength } from 'class-validator';

export class AccountDto {
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;
}

export class AccountResponseDto {
  id: number;
  name: string;
}
