import { IsIds } from '@app/http';
import { PartialType } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export class CreateTeamDto {
  /** No other team of the account may have it, in whatever case. */
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(255)
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  description?: string | null;

  /** Kept and given back, true by default; nothing is assigned by itself. */
  @IsOptional()
  @IsBoolean()
  allow_auto_assign?: boolean | null;
}

/** A name may be left out, but null is none. */
export class UpdateTeamDto extends PartialType(CreateTeamDto, { skipNullProperties: false }) {}

export class TeamMembersDto {
  /** Ids of agents. */
  @IsIds()
  user_ids: number[];
}
