import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { LimitsService } from '../limits/limits.service.js'
import { AccessService } from './access.service.js'

export type Access = 'open' | 'reports' | 'admin'
const ACCESS = 'access'

/** Who may call a route. A route that does not say so is for the admin alone. */
export const AccessFor = (access: Access) => SetMetadata(ACCESS, access)

/** Guards every route of the application. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(LimitsService) private readonly limits: LimitsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true
    const needs =
      this.reflector.getAllAndOverride<Access>(ACCESS, [context.getHandler(), context.getClass()]) ?? 'admin'
    if (needs === 'open') return true
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { site?: string } }>>()
    const key = bearerOf(request.headers.authorization)
    const check = () =>
      needs === 'admin'
        ? this.access.requireAdmin(key)
        : this.access.requireReports(key, request.params.site!)
    await (key === undefined ? check() : this.limits.guess(request.ip, key, check))
    if (needs === 'reports') await this.limits.report(key!)
    return true
  }
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
}
