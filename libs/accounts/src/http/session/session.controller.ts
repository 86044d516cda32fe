import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  HttpException,
  HttpStatus,
  Inject,
  Post,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FindPrincipal } from '../../auth/find-principal';
import { verifyPassword } from '../../auth/password';
import { expectSameOrigin } from '../../auth/session/same-origin';
import {
  clearSessionCookie,
  readSessionCookie,
  setSessionCookie,
} from '../../auth/session/session-cookie';
import {
  SESSION_LIFETIME_MS,
  SESSION_OPTIONS,
  type SessionOptions,
  Sessions,
} from '../../auth/session/sessions';
import { SignInThrottle } from '../../auth/session/sign-in-throttle';
import { metadataOfUser } from '../../auth/user.guard';
import { ChooseSignIn } from '../../commands/choose-sign-in';
import { normalizeEmail, type User } from '../../domain/user';
import { Memberships } from '../../read-model/memberships';
import { type PasswordOfUser, Passwords } from '../../read-model/passwords';
import { toProfileResponse } from '../profile-response.dto';
import { FirstRunDto, SignInDto } from './session.dto';
import { SessionResponseDto } from './session-response.dto';

/** Who is signed in to the dashboard by a browser's cookie. */
@Controller('api/v1/session')
@ApiTags('Session')
export class SessionController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly findPrincipal: FindPrincipal,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly memberships: Memberships,
    private readonly throttle: SignInThrottle,
    @Inject(SESSION_OPTIONS) private readonly options: SessionOptions,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: SessionResponseDto })
  async find(@Req() request: FastifyRequest): Promise<SessionResponseDto> {
    return this.toResponse(await this.findPrincipal.user(request));
  }

  /** Signs in, for two weeks. */
  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: SessionResponseDto })
  async signIn(
    @Body() { email, password }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponseDto> {
    const waitMs = this.throttle.waitMs(normalizeEmail(email), request.ip);
    if (waitMs > 0) {
      reply.header('Retry-After', String(Math.ceil(waitMs / 1_000)));
      throw new HttpException('Too many attempts to sign in', HttpStatus.TOO_MANY_REQUESTS);
    }
    const found = await this.throttle.try(normalizeEmail(email), request.ip, () =>
      this.findByPassword(email, password),
    );
    if (!found) throw new UnauthorizedException('Invalid e-mail or password');
    return this.start(found, request, reply);
  }

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = readSessionCookie(request);
    const userId = token === undefined ? undefined : await this.sessions.userIdOf(token);
    if (token !== undefined && userId !== undefined) {
      expectSameOrigin(request);
      await this.sessions.end(token, metadataOfUser(userId, request));
    }
    clearSessionCookie(reply);
  }

  /**
   * Gives the first administrator a sign-in, as long as nobody has one. Asks for their access token:
   * whoever finds the port first must not own the installation.
   */
  @Post('first_run')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: SessionResponseDto })
  async firstRun(
    @Body() { access_token, name, email, password }: FirstRunDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponseDto> {
    if (!(await this.passwords.areNone())) {
      throw new ConflictException('Somebody has a password already: sign in');
    }
    const user = await this.findPrincipal.byToken(access_token);
    if (!user || !(await this.isAdministrator(user))) {
      throw new UnauthorizedException('Invalid Access Token');
    }
    await this.commandBus.execute(
      new ChooseSignIn(user.id, { name, email, password }, metadataOfUser(user.id, request)),
    );
    return this.start((await this.passwords.byUser(user.id))!, request, reply);
  }

  private async findByPassword(
    email: string,
    password: string,
  ): Promise<PasswordOfUser | undefined> {
    const found = await this.passwords.byEmail(email);
    // In as long where there is no such user: nobody is to learn who has an account.
    const isRight = await verifyPassword(password, found?.passwordHash ?? null);
    return isRight ? found : undefined;
  }

  private async isAdministrator({ id }: User): Promise<boolean> {
    const memberships = await this.memberships.ofUser(id);
    return memberships.some(({ role }) => role === 'administrator');
  }

  private async start(
    { userId, passwordHash }: PasswordOfUser,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SessionResponseDto> {
    const token = await this.sessions.start(userId, passwordHash!, metadataOfUser(userId, request));
    setSessionCookie(reply, {
      token,
      lifetimeMs: SESSION_LIFETIME_MS,
      secure: this.options.secureCookie,
    });
    return this.toResponse(await this.findPrincipal.byId(userId));
  }

  private async toResponse(user: User | undefined): Promise<SessionResponseDto> {
    if (!user) {
      return { signed_in: false, first_run: await this.passwords.areNone(), profile: null };
    }
    const profile = toProfileResponse(user, await this.memberships.ofUser(user.id));
    return { signed_in: true, first_run: false, profile };
  }
}
