import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { MAX_OVERLAP_SECONDS } from '../domain/rotate-secret';
import { unquoted } from './unquoted';

export class RotateSecretDto {
  /** `whsec_` and base64 of 24 to 64 bytes; made where it is left out. */
  @IsOptional()
  @IsString({ message: unquoted('Secret must be whsec_ and base64 of 24 to 64 bytes') })
  secret?: string | null;

  /** How long the secrets of before sign as well: up to 7 days, 86,400 (a day) by default. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_OVERLAP_SECONDS)
  overlap_seconds?: number | null;
}
