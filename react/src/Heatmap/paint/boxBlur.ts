/** The radii (in cells) of three box blurs that together are close to a Gaussian of the given deviation. */
export function boxRadii(sigma: number): [number, number, number] {
  const passes = 3
  const ideal = Math.sqrt((12 * sigma * sigma) / passes + 1)
  let lower = Math.floor(ideal)
  if (lower % 2 === 0) lower--
  const small = Math.round(
    (12 * sigma * sigma - passes * lower * lower - 4 * passes * lower - 3 * passes) / (-4 * lower - 4),
  )
  const radius = (pass: number) => Math.max(0, ((pass < small ? lower : lower + 2) - 1) / 2)
  return [radius(0), radius(1), radius(2)]
}

/** What a single unit is at its own place after the blurs, along one axis. */
export function blurPeak(radii: readonly number[]): number {
  let kernel = [1]
  for (const radius of radii) {
    const size = 2 * radius + 1
    const next = new Array<number>(kernel.length + size - 1).fill(0)
    for (let i = 0; i < kernel.length; i++) for (let j = 0; j < size; j++) next[i + j]! += kernel[i]! / size
    kernel = next
  }
  return kernel[(kernel.length - 1) / 2]!
}

/** Blurs a grid in place along both axes, box by box. Outside the grid there is nothing. */
export function blur(data: Float32Array, width: number, height: number, radii: readonly number[]): void {
  const line = new Float32Array(width)
  for (const radius of radii) {
    if (radius === 0) continue
    for (let y = 0; y < height; y++) blurRow(data, y * width, width, radius, line)
  }
  const rows = new Float32Array(width * height)
  let from: Float32Array = data
  let to: Float32Array = rows
  for (const radius of radii) {
    if (radius === 0) continue
    blurColumns(from, to, width, height, radius)
    ;[from, to] = [to, from]
  }
  if (from !== data) data.set(from)
}

function blurRow(data: Float32Array, start: number, width: number, radius: number, line: Float32Array): void {
  const scale = 1 / (2 * radius + 1)
  let sum = 0
  for (let x = 0; x < Math.min(radius, width); x++) sum += data[start + x]!
  for (let x = 0; x < width; x++) {
    if (x + radius < width) sum += data[start + x + radius]!
    line[x] = sum * scale
    if (x - radius >= 0) sum -= data[start + x - radius]!
  }
  data.set(line, start)
}

/** A row of running sums goes down the grid, so that memory is read in order. */
function blurColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1)
  const sums = new Float32Array(width)
  for (let y = 0; y < Math.min(radius, height); y++) {
    const row = y * width
    for (let x = 0; x < width; x++) sums[x]! += from[row + x]!
  }
  for (let y = 0; y < height; y++) {
    const row = y * width
    if (y + radius < height) {
      const entering = (y + radius) * width
      for (let x = 0; x < width; x++) sums[x]! += from[entering + x]!
    }
    for (let x = 0; x < width; x++) to[row + x] = sums[x]! * scale
    if (y - radius >= 0) {
      const leaving = (y - radius) * width
      for (let x = 0; x < width; x++) sums[x]! -= from[leaving + x]!
    }
  }
}
