import { ApiProperty } from '@nestjs/swagger';

export class ResentDeliveryDto {
  id: number;
  /** `waiting`: for its turn in its conversation. */
  @ApiProperty({ enum: ['pending', 'waiting'] })
  status: string;
}

export class ResentPayloadDto {
  delivery: ResentDeliveryDto;
}

export class ResentEnvelopeDto {
  payload: ResentPayloadDto;
}
