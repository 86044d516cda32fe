import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../domain/account';
import type { Agent } from '../read-model/agents';

export class AgentResponseDto {
  id: number;
  /** The e-mail. */
  uid: string;
  provider: string;
  name: string;
  /** What contacts see: the display name, or the name where none was chosen. */
  available_name: string;
  display_name: string | null;
  email: string;
  account_id: number;

  @ApiProperty({ enum: ROLES })
  role: Role;

  /** Whether the agent has a way to act: a password or an access token. */
  confirmed: boolean;
  /** Always `offline`: who is at their desk is not observed. */
  availability_status: string;
  auto_offline: boolean;
  custom_attributes: Record<string, unknown>;
  thumbnail: string;
}

export function toAgentResponse(agent: Agent): AgentResponseDto {
  const { id, name, email, displayName, accountId, role, confirmed } = agent;
  return {
    id,
    uid: email,
    provider: 'email',
    name,
    available_name: displayName ?? name,
    display_name: displayName,
    email,
    account_id: accountId,
    role,
    confirmed,
    availability_status: 'offline',
    auto_offline: true,
    custom_attributes: {},
    thumbnail: '',
  };
}
