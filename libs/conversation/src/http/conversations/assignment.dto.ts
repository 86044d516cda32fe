import { IsId } from '@app/http';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';

/** Clients say nobody by 0 as well as by null. */
const NoneByZero = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 0 || value === '0' ? null : value));

/** One of the two; with both, the agent. */
export class AssignmentDto {
  /** An agent of the account; null for nobody. */
  @IsOptional()
  @IsId()
  @NoneByZero()
  assignee_id?: number | null;

  /** null for none. */
  @IsOptional()
  @IsId()
  @NoneByZero()
  team_id?: number | null;
}
