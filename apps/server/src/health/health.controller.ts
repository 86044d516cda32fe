import { Database } from '@app/event-store';
import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';

/** For whoever keeps the process running and whoever sends it requests. */
@ApiTags('Health')
@Controller('health')
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(private readonly database: Database) {}

  /** 200 while the process answers at all. */
  @Get('live')
  @ApiOkResponse()
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** 200 while requests are welcome: the database answers and no shutdown has begun. */
  @Get('ready')
  @ApiOkResponse()
  @ApiServiceUnavailableResponse()
  async ready(): Promise<{ status: string }> {
    if (this.stopping) throw new ServiceUnavailableException('Shutting down');
    try {
      await this.database.query('SELECT 1');
    } catch {
      throw new ServiceUnavailableException('The database does not answer');
    }
    return { status: 'ok' };
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }
}
