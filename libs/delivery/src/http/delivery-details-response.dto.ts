import { ApiProperty } from '@nestjs/swagger';
import type { AttemptDetails, DeliveryDetails } from '../queries/find-delivery';
import { DeliveryDto, toDeliveryDto } from './delivery-response.dto';

const HEADER_VALUE = { type: 'string' };

export class AttemptRequestDto {
  /** null of before URLs were kept. */
  url: string | null;
  /**
   * As they were sent. The values of custom headers are `***`; signatures of before they were kept, and
   * the headers of the connection, are not there.
   */
  @ApiProperty({ type: 'object', additionalProperties: HEADER_VALUE })
  headers: Record<string, string>;
  /** The JSON text as it was sent, byte for byte. */
  body: string;
}

export class AttemptResponseDto {
  status_code: number;
  /** Names in lower case; a list where a header came several times. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [HEADER_VALUE, { type: 'array', items: HEADER_VALUE }] },
  })
  headers: Record<string, string | string[] | undefined>;
  /** At most the first 16 KiB, as UTF-8. */
  body: string;
}

/** null where it was not measured: what a connection took, where it was there already. */
export class AttemptDurationsDto {
  dns: number | null;
  connect: number | null;
  tls: number | null;
  /** From the start to the head of the response. */
  first_byte: number | null;
  /** From the start to the end of the response, or to what cut it off. */
  total: number;
}

export class AttemptErrorDto {
  class: string;
  message: string | null;
}

export class AttemptDto {
  /** The `webhook-attempt` of its POST. */
  attempt: number;
  /** ISO 8601. */
  attempted_at: string;
  request: AttemptRequestDto;
  /** null where none began. */
  response: AttemptResponseDto | null;
  durations_ms: AttemptDurationsDto;
  /** null for a success. */
  error: AttemptErrorDto | null;
}

export class DeliveryDetailsDto extends DeliveryDto {
  /** Newest last, at most the last 50. */
  attempt_history: AttemptDto[];
}

export class DeliveryPayloadDto {
  delivery: DeliveryDetailsDto;
}

export class DeliveryEnvelopeDto {
  payload: DeliveryPayloadDto;
}

export function toDeliveryEnvelope(delivery: DeliveryDetails): DeliveryEnvelopeDto {
  const attempt_history = delivery.attemptHistory.map(toAttemptDto);
  return { payload: { delivery: Object.assign(toDeliveryDto(delivery), { attempt_history }) } };
}

function toAttemptDto(details: AttemptDetails): AttemptDto {
  const { attempt, attemptedAtMs, request, response, durationsMs, error } = details;
  const { firstByte: first_byte, ...durations } = durationsMs;
  return {
    attempt,
    attempted_at: new Date(attemptedAtMs).toISOString(),
    request: { ...request, headers: Object.fromEntries(request.headers) },
    response: response && {
      status_code: response.statusCode,
      headers: response.headers,
      body: response.body,
    },
    durations_ms: { ...durations, first_byte },
    error,
  };
}
