import { build } from '../scripts/build.mjs'

/** Once, before what is built is packed and started in many places at a time. */
export const setup = () => build()
