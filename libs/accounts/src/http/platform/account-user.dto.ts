import { IsId } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ROLES, type Role } from '../../domain/account';

export class NamedUserDto {
  @IsId()
  user_id: number;
}

export class AccountUserDto extends NamedUserDto {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role: Role;
}

export class AccountUserResponseDto {
  account_id: number;
  user_id: number;

  @ApiProperty({ enum: ROLES })
  role: Role;
}
