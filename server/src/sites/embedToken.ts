import { errors, jwtVerify, SignJWT } from 'jose'

/** Seconds by which a host's clock may be ahead of ours: a token with `nbf` is good at once. Expired is expired. */
const CLOCK_TOLERANCE = 60

/** A JWT that reads the reports of one site until it expires. */
export function signEmbedToken(site: string, secret: Buffer, expiresIn: number): Promise<string> {
  return new SignJWT({ site, scope: 'reports' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(`${expiresIn} seconds`)
    .sign(secret)
}

/**
 * What an embed token is good for, and until when (epoch ms).
 * @throws jose's JOSEError unless it is HS256-signed with the secret, unexpired, and has an `exp`.
 */
export async function verifyEmbedToken(
  token: string,
  secret: Buffer,
): Promise<{ scope: unknown; until: number }> {
  const { payload } = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'site'],
    clockTolerance: CLOCK_TOLERANCE,
  })
  const until = payload.exp! * 1_000
  if (until <= Date.now()) throw new errors.JWTExpired('"exp" claim timestamp check failed', payload, 'exp')
  return { scope: payload.scope, until }
}
