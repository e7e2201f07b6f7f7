import { jwtVerify, SignJWT } from 'jose'

/** Seconds by which a host's clock and ours may differ. */
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
  return { scope: payload.scope, until: (payload.exp! + CLOCK_TOLERANCE) * 1_000 }
}
