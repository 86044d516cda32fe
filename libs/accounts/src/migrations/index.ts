import type { Migrations } from '@app/event-store';
import { CreateAccounts1765000001000 } from './postgres/1765000001000-create-accounts';
import { DescribeAccessTokens1765000007000 } from './postgres/1765000007000-describe-access-tokens';
import { CreateAccounts1764000001000 } from './sqlite/1764000001000-create-accounts';
import { CreateTeams1764000006000 } from './sqlite/1764000006000-create-teams';
import { ExtendUsers1764000006500 } from './sqlite/1764000006500-extend-users';
import { DescribeAccessTokens1764000018000 } from './sqlite/1764000018000-describe-access-tokens';

export const ACCOUNT_MIGRATIONS: Migrations = {
  sqlite: [
    CreateAccounts1764000001000,
    CreateTeams1764000006000,
    ExtendUsers1764000006500,
    DescribeAccessTokens1764000018000,
  ],
  postgres: [CreateAccounts1765000001000, DescribeAccessTokens1765000007000],
};
